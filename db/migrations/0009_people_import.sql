-- People from somebody's sheet, and two records found to be one person.

-- A sheet while it is looked at. rows: [{line, cells}] without telephone numbers and with the last
-- three digits of identity numbers only; gone once applied, the whole row after some days.
create table people.import (
  id uuid primary key,
  unit text not null,
  file text not null,
  head_rows integer not null,
  headings jsonb not null,
  mapping jsonb not null,
  rows jsonb,
  people integer not null,
  families integer not null,
  created timestamptz not null,
  created_by text not null,
  applied timestamptz
);

-- The last three digits of an identity number, for telling people apart; the number is not kept.
alter table people.person add column id_last3 text check (id_last3 ~ '^\d{3}$');

-- person is the same one as kept: their acts count there. The records stay as they were, but for
-- what undo says: memberships closed and opened, collectives ended, answers copied.
create table people.merged (
  shard text not null,
  person uuid not null,
  kept_shard text not null,
  kept uuid not null,
  at timestamptz not null,
  by_account text not null,
  undo jsonb not null,
  primary key (shard, person)
);
create index merged_person on people.merged (person);
create index merged_kept on people.merged (kept);

-- Somebody looked: these two are not one. a < b.
create table people.told_apart (
  shard text not null,
  a uuid not null,
  b uuid not null,
  at timestamptz not null,
  by_account text not null,
  primary key (shard, a, b)
);

create view people.v_merged as
  select shard, person, kept_shard, kept from people.merged;
