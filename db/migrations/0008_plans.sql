-- Targets: for a unit and an indicator, the number to have reached by the end of each month.
create schema plans;

create table plans.target (
  unit text not null,
  indicator text not null,
  month text not null,
  n integer not null check (n >= 0),
  set_by text not null,
  set_at timestamptz not null,
  primary key (unit, indicator, month)
);

create view plans.v_target as select unit, indicator, month, n from plans.target;
