-- Accounts whose password was set by somebody else: it opens nothing but the page that changes it.
create table accounts.temporary (
  user_id text primary key references accounts."user" (id) on delete cascade,
  since timestamptz not null,
  set_by text not null
);
