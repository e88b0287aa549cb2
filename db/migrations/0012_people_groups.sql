-- Groups that people belong to besides families and clans, people who sign up themselves, and
-- people who offer to help others.

-- Members of a group, an agency or a school are counted where they live: these kinds add nothing
-- to figures of their own.
alter table people.collective drop constraint collective_kind_check;
alter table people.collective add constraint collective_kind_check
  check (kind in ('family', 'clan', 'community_group', 'agency', 'school'));
alter table people.membership drop constraint membership_role_check;
alter table people.membership add constraint membership_role_check
  check (role in ('head', 'member', 'student', 'trainee'));

-- Somebody who wrote their own name. Not a person yet: nothing counts until an officer has met
-- them. account: made by them, without any role. Refused ones lose name and account after a while.
create table people.signup (
  shard text not null,
  id uuid not null,
  unit text not null,
  name text not null,
  search text not null,
  birth_year integer not null,
  sex text check (sex in ('female', 'male')),
  wording text not null,
  guardian text,
  account text,
  state text not null check (state in ('waiting', 'confirmed', 'joined', 'refused')),
  reason text,
  person_shard text,
  person uuid,
  created timestamptz not null,
  decided timestamptz,
  decided_by text,
  primary key (shard, id)
);
create index signup_waiting on people.signup (unit) where state = 'waiting';
create index signup_account on people.signup (account);

-- How many signed up from one address within the hour: only a digest of it, wiped when old.
create table people.signup_try (
  digest bytea primary key,
  tries integer not null,
  since timestamptz not null
);
create index signup_try_since on people.signup_try (since);

-- Somebody offers to help others, from a day on. Their name is then shown to those of their village.
create table people.volunteer (
  shard text not null,
  person uuid not null,
  from_date date not null,
  to_date date,
  noted_by text not null,
  primary key (shard, person, from_date)
);
create index volunteer_person on people.volunteer (person);

create view people.v_volunteer as
  select shard, person, from_date, to_date from people.volunteer;
