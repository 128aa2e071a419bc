\set password `cat /run/secrets/stoa-database-password`
create role stoa login password :'password';
create database stoa owner stoa;
\connect stoa
create extension pg_trgm;
create extension pg_stat_statements;
-- What other sessions do, who waits for whom: GET /api/ops/activity and /locks.
grant pg_monitor to stoa;
