--liquibase formatted sql

--changeset stoa:maintenance-020-optimizations
create table if not exists optimization_runs (
    id           bigint generated always as identity,
    actions      text[]      not null,
    tables       text[]      not null,
    status       text        not null check (status in ('planned', 'pending', 'running', 'succeeded', 'failed')),
    requested_at timestamptz not null default now(),
    started_at   timestamptz,
    ended_at     timestamptz,
    constraint optimization_runs_pkey primary key (id)
);
comment on column optimization_runs.status is 'planned: a dry run, of which nothing is done';
create unique index if not exists optimization_runs_one on optimization_runs ((true)) where status in ('pending', 'running');
--rollback drop table if exists optimization_runs;

--changeset stoa:maintenance-021-optimization-steps
create table if not exists optimization_steps (
    run_id     bigint not null,
    position   int    not null,
    action     text   not null,
    subject    text   not null,
    statement  text   not null,
    status     text   not null check (status in ('planned', 'pending', 'running', 'succeeded', 'failed', 'skipped')),
    attempts   int    not null default 0,
    started_at timestamptz,
    ended_at   timestamptz,
    error      text,
    constraint optimization_steps_pkey primary key (run_id, position),
    constraint optimization_steps_run foreign key (run_id) references optimization_runs (id) on delete cascade
);
comment on column optimization_steps.subject is 'table, index or job that it is about';
comment on column optimization_steps.statement is 'SQL that it runs; empty where it has a job run';
--rollback drop table if exists optimization_steps;
