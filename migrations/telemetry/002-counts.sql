--liquibase formatted sql

-- Writers append what they added, in the transaction that adds it; one folder moves it into the rollups. So no two
-- writers wait for the row of a busy minute, and no crash counts anything twice (docs/decisions/0041-telemetry-rollups.md).

--changeset stoa:telemetry-010-rollups
create table if not exists telemetry_rollups (
    grain     text        not null constraint telemetry_rollups_grain_check check (grain in ('minute', 'hour', 'day')),
    bucket    timestamptz not null,
    type      text        not null,
    dimension text        not null default '',
    events    bigint      not null,
    constraint telemetry_rollups_pkey primary key (grain, bucket, type, dimension)
) with (fillfactor = 80);
comment on table telemetry_rollups is 'accepted events by minute, hour and day of UTC; minutes go with their month, hours and days stay';
comment on column telemetry_rollups.dimension is 'value of the prop that telemetry.dimension names; empty for other values and for none';
--rollback drop table if exists telemetry_rollups;

--changeset stoa:telemetry-011-deltas
create table if not exists telemetry_deltas (
    bucket    timestamptz not null,
    type      text        not null,
    dimension text        not null,
    events    int         not null,
    last_at   timestamptz not null
) with (autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_scale_factor = 0, autovacuum_analyze_threshold = 100000);
comment on table telemetry_deltas is 'append-only until folded into telemetry_rollups and telemetry_types; negative for events that were erased';
--rollback drop table if exists telemetry_deltas;

--changeset stoa:telemetry-012-types
create table if not exists telemetry_types (
    type         text        not null constraint telemetry_types_pkey primary key,
    events       bigint      not null,
    last_seen_at timestamptz not null
) with (fillfactor = 70);
comment on table telemetry_types is 'events ever accepted by type, but for those erased';
--rollback drop table if exists telemetry_types;
