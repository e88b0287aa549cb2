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

-- Reports read the stocks of all units below one, whole: from the index alone. Flows change with
-- every act and are left out, or each act would pay for it.
create index tally_stock on standing.tally (unit, indicator, month) include (n)
  where slice = '' and indicator in ('citizens', 'citizens_basic', 'families', 'families_basic',
    'clans', 'clans_basic', 'communities', 'communities_basic');
create index tally_now_stock on standing.tally_now (unit, indicator, month) include (n)
  where slice = '' and indicator in ('citizens', 'citizens_basic', 'families', 'families_basic',
    'clans', 'clans_basic', 'communities', 'communities_basic');

-- Another value after each round: whoever keeps figures knows by it that they may have changed.
create or replace view standing.v_fold_state as
  select folded, xmin::text as round from standing.fold_state;
