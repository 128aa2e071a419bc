--liquibase formatted sql

--changeset stoa:telemetry-020-retirements
create table if not exists telemetry_retirements (
    name         text        not null constraint telemetry_retirements_pkey primary key,
    is_archived  boolean     not null,
    requested_at timestamptz not null default now()
);
comment on table telemetry_retirements is 'months that are to be detached and dropped; a row stays until that is done, whatever dies meanwhile';
comment on column telemetry_retirements.is_archived is 'whether the month is written to a file before it is dropped';
--rollback drop table if exists telemetry_retirements;

--changeset stoa:telemetry-021-drop-month splitStatements:false
create or replace function telemetry_drop_month(part text) returns void language plpgsql as $$
begin
    if part !~ '^telemetry_events_[0-9]{4}_[0-9]{2}$' then
        raise exception '% is no month of events', part;
    end if;
    if exists (select 1 from pg_inherits i where i.inhrelid = to_regclass(part)) then
        raise exception '% is still attached', part;
    end if;
    execute format('drop table if exists %I', part);
end $$;
--rollback drop function if exists telemetry_drop_month(text);

--changeset stoa:telemetry-022-erasures
create table if not exists telemetry_erasures (
    id           bigint generated always as identity constraint telemetry_erasures_pkey primary key,
    address      text        not null,
    requested_at timestamptz not null default now(),
    passes       int         not null default 0
);
comment on table telemetry_erasures is 'addresses of deleted members, until their events are gone';
--rollback drop table if exists telemetry_erasures;

-- In the transaction that deletes the member, as nobody knows their address afterwards: however it is done and whoever
-- dies then, the events go (docs/decisions/0042-telemetry-erasure.md).
--changeset stoa:telemetry-023-erase-with-member splitStatements:false
create or replace function telemetry_note_erasure() returns trigger language plpgsql as $$
begin
    insert into telemetry_erasures (address) values (lower(old.address));
    return null;
end $$;
create or replace trigger telemetry_erase_with_member after update of status on users for each row
    when (new.status = 'deleted' and old.status <> 'deleted' and old.address is not null)
    execute function telemetry_note_erasure();
create or replace trigger telemetry_erase_with_row after delete on users for each row
    when (old.address is not null)
    execute function telemetry_note_erasure();
--rollback drop trigger if exists telemetry_erase_with_row on users;
--rollback drop trigger if exists telemetry_erase_with_member on users;
--rollback drop function if exists telemetry_note_erasure();
