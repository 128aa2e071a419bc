--liquibase formatted sql

--changeset stoa:maintenance-010-statement-plans
create table if not exists statement_plans (
    id bigint generated always as identity primary key,
    statement text not null,
    text_hash text not null,
    shape_hash text not null,
    shape text not null,
    plan text not null,
    cost double precision not null,
    first_seen_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    current_since timestamptz not null default now(),
    adoptions int not null default 1,
    calls bigint not null default 0,
    total_ms double precision not null default 0,
    unique (statement, text_hash, shape_hash)
) with (fillfactor = 70);
comment on table statement_plans is 'shapes that the plan of a statement had, whatever its values; the one seen last is the current one';
comment on column statement_plans.text_hash is 'of the SQL: another text is another history';
comment on column statement_plans.current_since is 'when it last became the current one; calls and total_ms are from then on, of the node that looked';
comment on column statement_plans.adoptions is 'how often it became the current one';
--rollback drop table if exists statement_plans;
