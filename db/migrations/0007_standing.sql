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

-- The same on today's map, kept only once units have changed (standing.fold_state.two_maps).
create table standing.tally_now (
  unit text not null,
  indicator text not null,
  slice text not null,
  month text not null,
  n bigint not null,
  primary key (unit, indicator, slice, month)
);

-- Units above each unit by month, as it was: what is older than a unit counts at its first place,
-- and what an ended unit held goes on with its successor.
create view standing.v_place as
  select a.unit, a.ancestor,
    case when a.valid_from = min(a.valid_from) over (partition by a.unit) then '0000-00'
      else to_char(a.valid_from, 'YYYY-MM') end as from_month,
    to_char(a.valid_to, 'YYYY-MM') as to_month
  from units.v_ancestry a
  union all
  select s.code, a.ancestor, to_char(s.at, 'YYYY-MM'), null
  from units.v_successor s
  join units.v_ancestry a on a.unit = s.successor and a.valid_to is null;

-- Units above each unit on today's map, for all months.
create view standing.v_place_now as
  select a.unit, a.ancestor, '0000-00' as from_month, null::text as to_month
  from units.v_ancestry a where a.valid_to is null
  union all
  select s.code, a.ancestor, '0000-00', null
  from units.v_successor s
  join units.v_ancestry a on a.unit = s.successor and a.valid_to is null;

-- One row: when the fold last finished a round, for which revision of the units,
-- and up to which year people's ages are counted.
create table standing.fold_state (
  id boolean primary key check (id),
  folded timestamptz not null,
  units_revision bigint not null,
  two_maps boolean not null,
  horizon integer not null
);

create view standing.v_person as
  select shard, person, skills, acts, last_act, reached, via from standing.person;

create view standing.v_tally as
  select unit, indicator, slice, month, n from standing.tally;

create view standing.v_tally_now as
  select unit, indicator, slice, month, n from standing.tally_now;

create view standing.v_contribution as
  select c.shard, c.subject, c.units, r ->> 0 as indicator, r ->> 1 as slice, r ->> 2 as unit,
         r ->> 3 as month, (r ->> 4)::int as n
  from standing.contribution c, jsonb_array_elements(c.rows) r;

create view standing.v_fold_state as select folded from standing.fold_state;
