-- What places wrote into the slots of content/channels.json: numbers and places to ask.
create schema library;

-- The nearest row above a learner's home holds for them. checked: the day the value was tried or
-- asked for; source: by whom or from what paper. A slot that is emptied has no row.
create table library.channel_value (
  unit text not null,
  channel text not null,
  value text not null,
  source text not null,
  checked date not null,
  written timestamptz not null,
  written_by text not null,
  primary key (unit, channel)
);
