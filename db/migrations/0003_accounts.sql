-- Sign-in and the roles an account holds at a unit. The first four tables are those better-auth
-- 1.7.25 generates (with its username plugin, column names mapped to snake_case), reviewed.
create schema accounts;

create table accounts."user" (
  id text primary key,
  name text not null,
  -- better-auth wants an address: ours is made from the id, never shown and never mailed.
  email text not null unique,
  email_verified boolean not null,
  image text,
  username text unique,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table accounts.session (
  id text primary key,
  token text not null unique,
  user_id text not null references accounts."user" (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index session_of_user on accounts.session (user_id);

create table accounts.account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references accounts."user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index account_of_user on accounts.account (user_id);
create unique index account_provider on accounts.account (provider_id, account_id);

create table accounts.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_identifier on accounts.verification (identifier);

-- The person an account speaks for, if any (a citizen always has one).
create table accounts.account_person (
  user_id text primary key references accounts."user" (id) on delete cascade,
  shard text not null,
  person uuid not null
);
create unique index account_person_person on accounts.account_person (shard, person);

-- A role held at a unit reaches everything within that unit, from from_date until the day before
-- to_date. A role taken away keeps its row.
create table accounts.role (
  id uuid primary key,
  user_id text not null references accounts."user" (id) on delete cascade,
  role text not null check (role in ('administrator', 'national_officer', 'province_officer',
    'commune_officer', 'village_officer', 'instructor', 'reviewer', 'citizen')),
  unit text not null,
  from_date date not null,
  to_date date,
  granted_by text not null
);
create index role_of_user on accounts.role (user_id);
create index role_unit on accounts.role (unit);
create unique index role_once on accounts.role (user_id, role, unit) where to_date is null;

-- One-time sign-in of an administrator: only the hash is kept, and one is open at a time.
create table accounts.invitation (
  digest bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Wrong passwords of a username (known or not) since a moment; wiped by a right one.
create table accounts.miss (
  username text primary key,
  misses integer not null,
  since timestamptz not null
);
create index miss_since on accounts.miss (since);

-- What signs this node's session cookies, made once.
create table accounts.secret (
  name text primary key,
  value text not null
);

create view accounts.v_account as
  select u.id, u.name, u.username, p.shard, p.person
  from accounts."user" u
  left join accounts.account_person p on p.user_id = u.id;
