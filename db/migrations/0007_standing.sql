-- What each person, family, clan and community has reached, and the figures counted from it.
-- Everything here is derived: it can be thrown away and computed again, and comes out the same.
create schema standing;

-- skills: [{skill, at, statement, way}] counted so far, oldest first.
create table standing.person (
  shard text not null,
  person uuid not null,
  skills jsonb not null,
  acts integer not null,
  last_act timestamptz,
  reached timestamptz,
  via text,
  primary key (shard, person)
);

-- What one subject adds to figures: rows of [indicator, slice, unit, month, n], a change of n in a
-- month at a place. subject: a person's or collective's id, or a village's code for a community.
create table standing.contribution (
  shard text not null,
  subject text not null,
  units text[] not null,
  rows jsonb not null,
  primary key (shard, subject)
);
create index contribution_units on standing.contribution using gin (units);

-- The sum of contributions, at the place itself and at every unit above it.
create table standing.tally (
  unit text not null,
  indicator text not null,
  slice text not null,
  month text not null,
  n bigint not null,
  primary key (unit, indicator, slice, month)
);

-- Left by erased people, so that closed figures still add up.
create table standing.adjustment (
  id uuid primary key,
  unit text not null,
  indicator text not null,
  slice text not null,
  month text not null,
  n integer not null
);

-- Units above each unit by month: what is older than a unit counts at its first place.
create view standing.v_place as
  select a.unit, a.ancestor,
    case when a.valid_from = min(a.valid_from) over (partition by a.unit) then '0000-00'
      else to_char(a.valid_from, 'YYYY-MM') end as from_month,
    to_char(a.valid_to, 'YYYY-MM') as to_month
  from units.v_ancestry a;

-- One row: when the fold last finished a round.
create table standing.fold_state (
  id boolean primary key check (id),
  folded timestamptz not null
);

create view standing.v_person as
  select shard, person, skills, acts, last_act, reached, via from standing.person;

create view standing.v_tally as
  select unit, indicator, slice, month, n from standing.tally;

create view standing.v_contribution as
  select c.shard, c.subject, c.units, r ->> 0 as indicator, r ->> 1 as slice, r ->> 2 as unit,
         r ->> 3 as month, (r ->> 4)::int as n
  from standing.contribution c, jsonb_array_elements(c.rows) r;

create view standing.v_fold_state as select folded from standing.fold_state;
