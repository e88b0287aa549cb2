-- The record as a complete xAPI store: filters of the standard, documents, what machines may do.

-- Hashes of agents and activities that a statement names beside its actor and object.
alter table record.statement add column related bigint[];
create index statement_related on record.statement using gin (related);

-- Every filter of the standard goes along (received, id), so that a page costs what it answers.
drop index record.statement_agent;
drop index record.statement_registration;
create index statement_agent on record.statement (agent, received, id) where agent is not null;
create index statement_person_received on record.statement (person, received, id)
  where person is not null;
create index statement_object on record.statement (object, received, id);
create index statement_verb on record.statement (verb, received, id);
create index statement_registration on record.statement (registration, received, id)
  where registration is not null;
create index statement_client on record.statement (client, received, id);

-- Statements about statements: who points at whom, also over others. Terms: hashes of what the
-- target is found by; null until it is here. A filter that finds the target finds the pointer.
create table record.reference (
  target uuid not null,
  by uuid not null,
  received timestamptz not null,
  terms bigint[],
  primary key (target, by)
);
create index reference_by on record.reference (by);
create index reference_terms on record.reference using gin (terms);

-- What is known of activities that machines told of. Key: SHA-256 of the id, which may be long.
create table record.activity (
  key bytea primary key,
  id text not null,
  definition json not null,
  updated timestamptz not null
);

-- Documents of activities and agents. Holder: SHA-256 over whose and about what; registration:
-- zeros where there is none; key: SHA-256 of the name.
create table record.document (
  holder bytea not null,
  registration uuid not null,
  key bytea not null,
  kind text not null,
  name text not null,
  person uuid,
  agent text,
  content_type text not null,
  content bytea not null,
  etag text not null,
  updated timestamptz not null,
  client text not null,
  primary key (holder, registration, key)
);
create index document_person on record.document (person) where person is not null;

-- What a machine may do, in the standard's words.
alter table record.client add column scopes text[] not null default '{all}';

-- Short-lived tokens of machines; with an agent and a registration: for one learner's attempt.
create table record.token (
  digest bytea primary key,
  client uuid not null,
  scopes text[] not null,
  agent json,
  registration uuid,
  expires timestamptz not null
);
create index token_expires on record.token (expires);
