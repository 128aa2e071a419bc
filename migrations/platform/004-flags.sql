--liquibase formatted sql

--changeset stoa:platform-012-feature-flags
create table if not exists feature_flags (
    id         bigint generated always as identity,
    name       text        not null,
    is_on      boolean     not null,
    version    int         not null default 1,
    changed_at timestamptz not null default now(),
    constraint feature_flags_pkey primary key (name)
);
comment on table feature_flags is 'flags that somebody has set; the code says how the others are';
--rollback drop table if exists feature_flags;
