-- A plan goes down level by level, is edited by several officers, and its periods are closed.

-- One row a plan (unit, subject, year): how often it was saved, so that nobody overwrites what they
-- have not seen; whole: how many there are at all, typed where not everybody is registered yet.
create table plans.sheet (
  unit text not null,
  indicator text not null,
  year integer not null,
  version integer not null,
  whole integer check (whole > 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (unit, indicator, year)
);

-- How a unit split its target over those below it.
create table plans.split (
  unit text not null,
  indicator text not null,
  year integer not null,
  version integer not null,
  way text not null check (way in ('people', 'last_year', 'hand')),
  set_by text not null,
  set_at timestamptz not null,
  primary key (unit, indicator, year)
);

-- What is asked of a unit by the one above: numbers reached by the end of each month.
create table plans.asked (
  unit text not null,
  indicator text not null,
  year integer not null,
  by_unit text not null,
  by_month integer[] not null check (cardinality(by_month) = 12),
  asked_by text not null,
  asked_at timestamptz not null,
  primary key (unit, indicator, year)
);

-- A closed month, quarter or year: what the unit's figures were, signed. body: the very text that
-- was signed. Rows are only added; number 2 and on are amendments, each with its reason.
create table plans.closing (
  unit text not null,
  period text not null,
  number integer not null,
  first_month text not null,
  last_month text not null,
  closed_by text not null,
  closed_at timestamptz not null,
  body text not null,
  signature text not null,
  public_key text not null,
  primary key (unit, period, number)
);
