--liquibase formatted sql

--changeset stoa:platform-001-trigrams
create extension if not exists pg_trgm;
--rollback drop extension if exists pg_trgm;

--changeset stoa:platform-002-statement-statistics splitStatements:false
--comment Statistics are a comfort: a server that does not offer them still gets the schema.
do $$
begin
    create extension if not exists pg_stat_statements;
exception
    when insufficient_privilege or feature_not_supported or undefined_file then
        raise notice 'pg_stat_statements is not available: %', sqlerrm;
end
$$;
--rollback drop extension if exists pg_stat_statements;
