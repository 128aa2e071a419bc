--liquibase formatted sql

--changeset stoa:maintenance-014-index-builds
create table if not exists index_builds (
    id bigint generated always as identity primary key,
    action text not null check (action in ('create', 'drop', 'rebuild')),
    index_name text not null,
    table_name text not null,
    ddl text not null,
    status text not null default 'pending' check (status in ('pending', 'running', 'succeeded', 'failed')),
    attempts int not null default 0,
    requested_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at timestamptz,
    error text
);
comment on table index_builds is 'indexes that somebody had built, dropped or rebuilt beside the traffic';
--rollback drop table if exists index_builds;

--changeset stoa:maintenance-015-idx-index-builds-open runInTransaction:false
drop index concurrently if exists idx_index_builds_open;
create unique index concurrently idx_index_builds_open on index_builds (index_name)
    where status in ('pending', 'running');
--rollback drop index concurrently if exists idx_index_builds_open;
