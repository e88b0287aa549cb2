-- What every capability stands on: who this node is, settings, and the trail of what officers did.
create schema ground;

create table ground.node (
  id uuid primary key,
  name text not null,
  created timestamptz not null
);

create table ground.setting (
  key text primary key,
  value jsonb not null
);

-- Who did what to whom, for people to read. No names, no numbers of documents.
create table ground.audit (
  id uuid primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  unit text,
  subject text,
  detail jsonb
);
create index audit_at on ground.audit (at desc);
