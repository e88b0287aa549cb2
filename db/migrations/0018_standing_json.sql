-- What a person has shown, and what a subject adds to figures, is written far oftener than looked
-- into: it is kept as the text that came, which costs a third of taking it apart.
drop view standing.v_contribution;
drop view standing.v_person;
alter table standing.contribution alter column rows type json using rows::json;
alter table standing.person alter column skills type json using skills::json;

create view standing.v_person as
  select shard, person, skills, acts, last_act, reached, via from standing.person;

create view standing.v_contribution as
  select c.shard, c.subject, c.units, r ->> 0 as indicator, r ->> 1 as slice, r ->> 2 as unit,
         r ->> 3 as month, (r ->> 4)::int as n
  from standing.contribution c, json_array_elements(c.rows) r;
