-- The one log of learning acts (xAPI). Append-only: a mistake is voided by another statement.
create schema record;

-- Written first in the same transaction; decides new, the same again, or conflict.
create table record.statement_key (
  id uuid primary key,
  shard text not null,
  digest bytea not null
);

-- body: the statement as it came, with stored and authority added; beside it what is searched.
-- person: the actor, if one of our people; agent: the actor's identity otherwise.
-- grade: how the skill was shown or claimed, in the words of our profile (see core/record/README.md).
create table record.statement (
  shard text not null,
  id uuid not null,
  person uuid,
  agent text,
  verb text not null,
  object text not null,
  grade text,
  unit text,
  registration uuid,
  happened timestamptz not null,
  received timestamptz not null,
  client text not null,
  body json not null,
  primary key (shard, id)
);
create index statement_person on record.statement (person, happened) where person is not null;
create index statement_agent on record.statement (agent, received) where agent is not null;
create index statement_unit on record.statement (unit, happened) where unit is not null;
create index statement_registration on record.statement (registration) where registration is not null;
create index statement_received on record.statement (received, id);

-- Voids stand beside the log, because a void may arrive before its target.
create table record.void (
  target uuid primary key,
  by uuid not null
);

-- People whose standing must be computed again. Rows are only added, each with its own batch, and
-- the fold deletes the very rows it saw: a slow transaction's row cannot be lost.
create table record.dirty (
  shard text not null,
  person uuid not null,
  batch uuid not null,
  primary key (shard, person, batch)
);

create table record.dirty_void (
  target uuid not null,
  batch uuid not null,
  primary key (target, batch)
);

-- Machines that may write statements, each bound to a unit.
create table record.client (
  id uuid primary key,
  name text not null,
  unit text not null,
  key text not null unique,
  secret_digest bytea not null,
  created timestamptz not null,
  created_by text not null,
  revoked timestamptz
);

-- A voiding statement cannot be voided, in whatever order the two arrive.
create view record.v_statement as
  select s.shard, s.id, s.person, s.agent, s.verb, s.object, s.grade, s.unit, s.registration,
         s.happened, s.received, s.client, s.body, v.by as voided_by
  from record.statement s
  left join record.void v
    on v.target = s.id and s.verb <> 'http://adlnet.gov/expapi/verbs/voided';

-- Live acts without their bodies: what standing is computed from.
create view record.v_act as
  select s.shard, s.id, s.person, s.verb, s.object, s.grade, s.unit, s.registration, s.happened
  from record.statement s
  where not exists (select 1 from record.void v where v.target = s.id);

create view record.v_dirty as select shard, person from record.dirty;
