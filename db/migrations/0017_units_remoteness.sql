-- Which communes are remote, on the border or islands, as said by whoever keeps the list of units.
-- A commune that nobody has spoken of has no row.
create table units.remoteness (
  code text primary key references units.unit (code),
  remote boolean not null,
  source text not null,
  said timestamptz not null
);

-- Each place in a commune that was spoken of, by the commune it belongs to today (or went on in):
-- one answer for all months, so that a change over time is never a change of the list.
create view units.v_remoteness as
  select a.unit, r.remote
  from units.remoteness r
  join units.ancestry a on a.ancestor = r.code and a.valid_to is null
  union all
  select s.code, r.remote
  from units.v_successor s
  join units.ancestry a on a.unit = s.successor and a.valid_to is null
  join units.remoteness r on r.code = a.ancestor;
