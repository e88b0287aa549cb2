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

-- What one subject adds to one figure: a change of n in a month at a place.
-- subject: a person's or collective's id, or a village's code for a community.
create table standing.contribution (
  shard text not null,
  subject text not null,
  indicator text not null,
  slice text not null,
  unit text not null,
  month text not null,
  n integer not null,
  primary key (shard, subject, indicator, slice, unit, month)
);
create index contribution_subject on standing.contribution (subject);
create index contribution_unit on standing.contribution (unit, indicator, slice, month);

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
  select shard, subject, indicator, slice, unit, month, n from standing.contribution;

create view standing.v_fold_state as select folded from standing.fold_state;
