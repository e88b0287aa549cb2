-- Hand-in-hand sessions ("cầm tay chỉ việc"): the sheet an instructor fills in.
create schema learning;

create table learning.session (
  shard text not null,
  id uuid not null,
  version integer not null,
  home_node uuid not null,
  unit text not null,
  held_at timestamptz not null,
  minutes integer not null,
  topic text not null,
  place text not null,
  skills text[] not null,
  shared_device boolean not null,
  instructor text not null,
  witness text,
  created timestamptz not null,
  updated timestamptz not null,
  primary key (shard, id)
);
create index session_unit on learning.session (unit, held_at desc);
-- Statements carry a session's id alone.
create index session_id on learning.session (id);

create table learning.attendance (
  shard text not null,
  session uuid not null,
  person_shard text not null,
  person uuid not null,
  position integer not null,
  present boolean not null,
  statement uuid,
  primary key (shard, session, person)
);
create index attendance_person on learning.attendance (person);

-- The mark that stands now, and the statement that carries it; earlier ones are voided in the record.
create table learning.mark (
  shard text not null,
  session uuid not null,
  person uuid not null,
  skill text not null,
  grade text not null check (grade in ('alone', 'prompted', 'helped')),
  statement uuid not null,
  primary key (shard, session, person, skill)
);

create view learning.v_session as
  select shard, id, unit, held_at, topic, place, instructor from learning.session;

create view learning.v_attendance as
  select shard, session, person_shard, person, present from learning.attendance;
