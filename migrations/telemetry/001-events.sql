--liquibase formatted sql

-- By month of when an event occurred, without a default partition: a month can then be detached without a lock that
-- anybody waits for. An index on the parent of no rows is made at once, and each month gets its own.

--changeset stoa:telemetry-001-events
create table if not exists telemetry_events (
    event_id    uuid        not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null default now(),
    type        text        not null,
    session_id  text,
    address     text,
    props       jsonb       not null default '{}',
    constraint telemetry_events_pkey primary key (occurred_at, event_id)
) partition by range (occurred_at);
create index if not exists idx_telemetry_events_type on telemetry_events (type, occurred_at desc);
create index if not exists idx_telemetry_events_session on telemetry_events (session_id, occurred_at);
create index if not exists idx_telemetry_events_address on telemetry_events (address, occurred_at desc);
create index if not exists idx_telemetry_events_props on telemetry_events using gin (props jsonb_path_ops)
    with (gin_pending_list_limit = 256);
create index if not exists idx_telemetry_events_received on telemetry_events using brin (received_at);
comment on index idx_telemetry_events_props is 'pending up to 256 kB: whoever fills the list empties it, and 4 MB took 60 ms of one insert in a hundred, 256 kB 25 ms';
comment on column telemetry_events.address is 'lower case, or the HMAC of it where the settings say so';
--rollback drop table if exists telemetry_events;

-- Attaching takes a lock on the parent that no insert and no read waits for; CREATE ... PARTITION OF would take one that
-- all wait for, behind the longest transaction there is.
--changeset stoa:telemetry-002-add-month splitStatements:false
create or replace function telemetry_add_month(month date) returns boolean language plpgsql as $$
declare
    part constant text := 'telemetry_events_' || to_char(month, 'YYYY_MM');
begin
    if month <> date_trunc('month', month) then
        raise exception '% is not the first of a month', month;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('stoa.telemetry.months', 0));
    if to_regclass(part) is not null then
        return false;
    end if;
    execute format('create table %I (like telemetry_events including all)', part);
    execute format('alter table telemetry_events attach partition %I for values from (%L) to (%L)', part,
                   to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
                   to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    return true;
end $$;
--rollback drop function if exists telemetry_add_month(date);
