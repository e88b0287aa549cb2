-- Phones that learn and teach without a network, and what they handed in.
create schema phones;

-- A phone of one learner or one instructor. Only digests of its two keys are kept: one hands in
-- acts and reads nothing; the other reads what is the holder's own.
create table phones.device (
  id uuid primary key,
  send_digest bytea not null unique,
  read_digest bytea not null unique,
  -- The device's own signing key (ECDSA P-256, SPKI, base64), for files carried by hand.
  public_key text,
  shard text not null,
  person uuid,
  account text,
  card uuid,
  unit text not null,
  made timestamptz not null,
  seen timestamptz not null,
  ended timestamptz
);
create index device_person on phones.device (person);
create index device_account on phones.device (account);
create index device_card on phones.device (card);

-- Each hand-in-hand session a phone handed in: once, whatever number of times it was sent. Acts
-- of lessons need no such row: their identifiers are in the record.
create table phones.evening (
  shard text not null,
  id uuid not null,
  device uuid not null,
  -- What the phone's clock said, and what is held to be true.
  said timestamptz not null,
  held timestamptz not null,
  received timestamptz not null,
  -- What the instructor is told of it: names that may be there twice, cards that were taken.
  notes jsonb not null,
  primary key (shard, id)
);
create index evening_device on phones.evening (device, received);
