-- Reports read the stocks of all units below one, whole: from the index alone. Flows change with
-- every act and are left out, or each act would pay for it.
create index if not exists tally_stock on standing.tally (unit, indicator, month) include (n)
  where slice = '' and indicator in ('citizens', 'citizens_basic', 'families', 'families_basic',
    'clans', 'clans_basic', 'communities', 'communities_basic');
create index if not exists tally_now_stock on standing.tally_now (unit, indicator, month) include (n)
  where slice = '' and indicator in ('citizens', 'citizens_basic', 'families', 'families_basic',
    'clans', 'clans_basic', 'communities', 'communities_basic');

-- Another value after each round: whoever keeps figures knows by it that they may have changed.
create or replace view standing.v_fold_state as
  select folded, xmin::text as round from standing.fold_state;
