-- Identity numbers, where somebody wants to give one: nobody needs one to learn.

-- sealed: to the hub's public key (core/people/identity/seal.ts); the centre that wrote it cannot
-- open it. hash: keyed, for finding duplicates; made at the hub alone, null elsewhere.
-- people.person.id_last3 is all that is ever shown.
create table people.identity (
  shard text not null,
  person uuid not null,
  sealed bytea not null,
  hash bytea,
  at timestamptz not null,
  by_account text not null,
  primary key (shard, person)
);
create index identity_hash on people.identity (hash);

-- Sealed numbers of a sheet that waits, by "line:column"; gone once applied.
alter table people.import add column sealed jsonb;
