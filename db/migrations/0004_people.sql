-- People, where they live, what they agreed to, and the families and clans they belong to.
-- shard: the commune where the person was first registered; never changes.
create schema people;

create table people.person (
  shard text not null,
  id uuid not null,
  version integer not null,
  home_node uuid not null,
  name text not null,
  name_order text not null,
  search text not null,
  birth_year integer not null,
  sex text check (sex in ('female', 'male')),
  ethnicity text,
  disability boolean,
  died date,
  created timestamptz not null,
  created_by text not null,
  primary key (shard, id)
);
create index person_id on people.person (id);

create table people.residence (
  shard text not null,
  person uuid not null,
  from_date date not null,
  to_date date,
  unit text not null,
  primary key (shard, person, from_date)
);
create index residence_unit on people.residence (unit) where to_date is null;

-- Every answer to every question of consent, oldest kept; the latest one holds.
create table people.consent (
  shard text not null,
  id uuid not null,
  person uuid not null,
  purpose text not null check (purpose in ('learning_record')),
  answer text not null check (answer in ('given', 'refused', 'withdrawn')),
  wording text not null,
  way text not null check (way in ('spoken', 'paper', 'screen')),
  witness text,
  guardian text,
  at timestamptz not null,
  recorded_by text not null,
  primary key (shard, id)
);
create index consent_person on people.consent (shard, person, at desc);

-- A family or a clan. unit: the village (family) or the unit (clan) where it is counted.
create table people.collective (
  shard text not null,
  id uuid not null,
  version integer not null,
  home_node uuid not null,
  kind text not null check (kind in ('family', 'clan')),
  name text not null,
  search text not null,
  unit text not null,
  from_date date not null,
  to_date date,
  created timestamptz not null,
  created_by text not null,
  primary key (shard, id)
);
create index collective_unit on people.collective (unit);

-- Carries both keys, because a clan spans communes.
create table people.membership (
  shard text not null,
  collective uuid not null,
  person_shard text not null,
  person uuid not null,
  role text not null check (role in ('head', 'member')),
  from_date date not null,
  to_date date,
  primary key (shard, collective, person, from_date)
);
create index membership_person on people.membership (person);

create view people.v_person as
  select p.shard, p.id, p.name, p.name_order, p.search, p.birth_year, p.died,
         (select c.answer from people.consent c
           where c.shard = p.shard and c.person = p.id and c.purpose = 'learning_record'
           order by c.at desc, c.id desc limit 1) as consent
  from people.person p;

-- What figures depend on: no name, no consent.
create view people.v_person_fact as
  select shard, id, birth_year, died, sex, ethnicity, disability from people.person;

create view people.v_residence as
  select shard, person, from_date, to_date, unit from people.residence;

create view people.v_collective as
  select shard, id, kind, name, unit, from_date, to_date from people.collective;

create view people.v_membership as
  select shard, collective, person_shard, person, role, from_date, to_date from people.membership;
