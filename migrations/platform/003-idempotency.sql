--liquibase formatted sql

--changeset stoa:platform-010-idempotency-keys
create table if not exists idempotency_keys (
    viewer       text        not null,
    route        text        not null,
    key          text        not null,
    payload_hash bytea       not null,
    status       int         not null,
    body         bytea,
    content_type text,
    headers      text        not null default '',
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    constraint idempotency_keys_pkey primary key (viewer, route, key)
);
comment on table idempotency_keys is 'answers of creating requests, stored in the transaction of their effect';
--rollback drop table if exists idempotency_keys;

--changeset stoa:platform-011-idx-idempotency-keys-expires runInTransaction:false
drop index concurrently if exists idx_idempotency_keys_expires;
create index concurrently idx_idempotency_keys_expires on idempotency_keys (expires_at);
--rollback drop index concurrently if exists idx_idempotency_keys_expires;
