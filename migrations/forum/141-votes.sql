--liquibase formatted sql

-- Karma that is not of votes is moved by whoever enters it; the folder adds it up with the rest.

--changeset stoa:forum-1410-karma-deltas
alter table counter_deltas add column if not exists karma int not null default 0;
comment on column counter_deltas.karma is 'points besides those of the votes; their karma_entries are entered by whoever appends this';
--rollback alter table counter_deltas drop column if exists karma;

-- Rows live for about a second; what a vote answers reads those of its thread. No key: the folder takes rows by their
-- place (docs/decisions/0030-counter-deltas.md).

--changeset stoa:forum-1411-delta-vacuum
alter table counter_deltas set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 1000000);
--rollback alter table counter_deltas reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold, autovacuum_vacuum_insert_threshold, autovacuum_analyze_scale_factor, autovacuum_analyze_threshold);

--changeset stoa:forum-1412-counter-audits
create table if not exists counter_audits (
    id         int primary key constraint counter_audits_one check (id = 1),
    part       text        not null,
    after      bigint      not null,
    updated_at timestamptz not null default now()
);
comment on table counter_audits is 'where the walk over all counters goes on';
--rollback drop table if exists counter_audits;

--changeset stoa:forum-1413-idx-counter-deltas-thread runInTransaction:false
drop index concurrently if exists idx_counter_deltas_thread;
create index concurrently idx_counter_deltas_thread on counter_deltas (thread_id);
--rollback drop index concurrently if exists idx_counter_deltas_thread;
