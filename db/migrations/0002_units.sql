-- Administrative units. A unit keeps its code for life; its name, kind and parent have dates.
create schema units;

create table units.unit (
  code text primary key,
  level text not null check (level in ('nation', 'province', 'commune', 'village')),
  valid_from date not null,
  valid_to date
);

create table units.unit_version (
  code text not null references units.unit (code),
  valid_from date not null,
  valid_to date,
  parent text references units.unit (code),
  kind text not null,
  name text not null,
  name_en text not null,
  search text not null,
  position integer not null default 0,
  primary key (code, valid_from)
);
create index unit_version_parent on units.unit_version (parent);

-- What a unit became: renamed, merged, split, moved, or raised in rank. share = part of its people.
create table units.successor (
  code text not null references units.unit (code),
  successor text not null references units.unit (code),
  at date not null,
  change text not null check (change in ('rename', 'merge', 'split', 'move', 'rank')),
  share numeric not null default 1 check (share > 0 and share <= 1),
  source text not null,
  primary key (code, successor, at)
);

-- Every unit with every unit above it, itself included, with dates: one join answers "within".
create table units.ancestry (
  unit text not null,
  ancestor text not null,
  ancestor_level text not null,
  valid_from date not null,
  valid_to date,
  primary key (unit, ancestor, valid_from)
);
create index ancestry_ancestor on units.ancestry (ancestor, unit);

-- Each unit as it is today, or as it was when it ended (valid_to says so).
create view units.v_unit as
  select u.code, u.level, v.kind, v.parent, v.name, v.name_en, v.search, v.position,
         u.valid_from, u.valid_to
  from units.unit u
  join units.unit_version v
    on v.code = u.code and (v.valid_to is null or v.valid_to = u.valid_to);

create view units.v_ancestry as
  select unit, ancestor, ancestor_level, valid_from, valid_to from units.ancestry;

-- Raised with every change of the list, so that figures know when to follow.
create table units.revision (
  id boolean primary key check (id),
  n bigint not null
);

create view units.v_revision as select n from units.revision;

-- What an ended unit became: the successor that took the largest part.
create view units.v_successor as
  select distinct on (code) code, successor, at from units.successor order by code, share desc;
