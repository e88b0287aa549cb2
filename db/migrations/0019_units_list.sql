-- Official lists that were handed in on the operator's pages: what becomes of each is read while it
-- is brought in, and afterwards. stage counts up to the last one; done: how many units changed and
-- how; faults: each bad row in the words of messages.
create table units.list (
  id uuid primary key,
  file text not null,
  from_date date not null,
  state text not null check (state in ('working', 'done', 'refused', 'broken')),
  stage integer not null,
  done jsonb,
  code text,
  code_values jsonb,
  faults jsonb,
  created timestamptz not null,
  created_by text not null,
  ended timestamptz
);
