-- How somebody wants to be spoken to; on which days and in which villages a volunteer can help.
alter table people.person add column address text
  check (address in ('bac', 'co', 'chu', 'anh', 'chi', 'em', 'ban'));
alter table people.signup add column address text
  check (address in ('bac', 'co', 'chu', 'anh', 'chi', 'em', 'ban'));
-- A form sends the identifier alone.
create index signup_id on people.signup (id);

alter table people.volunteer add column days text[] not null default '{}';
alter table people.volunteer add column places text[] not null default '{}';

create or replace view people.v_person as
  select p.shard, p.id, p.name, p.name_order, p.search, p.birth_year, p.died,
         (select c.answer from people.consent c
           where c.shard = p.shard and c.person = p.id and c.purpose = 'learning_record'
           order by c.at desc, c.id desc limit 1) as consent,
         p.address
  from people.person p;

create or replace view people.v_volunteer as
  select shard, person, from_date, to_date, days, places from people.volunteer;
