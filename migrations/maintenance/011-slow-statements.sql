--liquibase formatted sql

--changeset stoa:maintenance-011-slow-statements
create table if not exists slow_statements (
    at timestamptz not null,
    statement text not null,
    route text not null,
    trace_id text not null,
    level text not null check (level in ('record', 'warn', 'slow', 'page')),
    duration_ms double precision not null,
    row_count bigint not null,
    error_type text,
    plan text
) partition by range (at);
create index if not exists idx_slow_statements_statement_at on slow_statements (statement, at);
comment on table slow_statements is 'slow runs of all nodes without their values, a partition a day';
--rollback drop table if exists slow_statements;

--changeset stoa:maintenance-012-slow-statements-days splitStatements:false
create or replace function stoa_slow_statements_ensure(ahead int) returns int
    language plpgsql as $$
declare
    day date;
    made int := 0;
    part text;
begin
    -- Two nodes may find at the same time that a day is missing.
    perform pg_advisory_xact_lock(hashtext('stoa_slow_statements'));
    for day in select current_date + n from generate_series(0, ahead) n loop
        part := 'slow_statements_' || to_char(day, 'YYYYMMDD');
        if to_regclass(part) is null then
            execute format('create table %I (like slow_statements including defaults including constraints)', part);
            execute format('alter table slow_statements attach partition %I for values from (%L) to (%L)',
                           part, cast(day as timestamp) at time zone 'UTC', cast(day + 1 as timestamp) at time zone 'UTC');
            made := made + 1;
        end if;
    end loop;
    return made;
end $$;
--rollback drop function if exists stoa_slow_statements_ensure(int);

--changeset stoa:maintenance-013-slow-statements-retention splitStatements:false
create or replace function stoa_slow_statements_drop(before date) returns int
    language plpgsql as $$
declare
    part text;
    dropped int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('stoa_slow_statements'));
    for part in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = cast('slow_statements' as regclass)
           and c.relname < 'slow_statements_' || to_char(before, 'YYYYMMDD')
    loop
        execute format('drop table %I', part);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;
--rollback drop function if exists stoa_slow_statements_drop(date);
