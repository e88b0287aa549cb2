-- Cards by which people sign in without e-mail, telephone or password: a QR code and three pictures.
create schema cards;

-- A card of a person, of a household, or one to spare that is given to somebody later.
create table cards.card (
  shard text not null,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('person', 'household', 'spare')),
  unit text not null,
  person_shard text,
  person uuid,
  household_shard text,
  household uuid,
  made timestamptz not null,
  made_by text not null,
  given timestamptz,
  revoked timestamptz,
  revoked_by text,
  reason text,
  primary key (shard, id)
);
-- A QR code carries the card's id alone.
create index card_id on cards.card (id);
create index card_person on cards.card (person) where revoked is null;
create index card_household on cards.card (household) where revoked is null;
create index card_unit on cards.card (unit, made) where revoked is null;

-- The short number printed on a card, for whoever has no camera.
create table cards.number (
  number text primary key,
  shard text not null,
  card uuid not null
);

-- The three pictures of a person, as argon2id keeps them: they outlive a lost card.
create table cards.pictures (
  shard text not null,
  person uuid not null,
  hash text not null,
  chosen timestamptz not null,
  primary key (shard, person)
);

create view cards.v_card as
  select shard, id, number, kind, unit, person_shard, person, made, revoked from cards.card;
