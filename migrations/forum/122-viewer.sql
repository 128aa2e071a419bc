--liquibase formatted sql

-- What a member has of their own: narrow tables, the primary key leads to one viewer's rows of a page of threads.

--changeset stoa:forum-123-viewer
create table if not exists follows (
    user_id    bigint      not null,
    target     text        not null constraint follows_target_known check (target in ('thread', 'structure', 'member', 'tag')),
    target_id  bigint      not null,
    created_at timestamptz not null default now(),
    constraint follows_pkey primary key (user_id, target, target_id)
);
create table if not exists mutes (
    user_id    bigint      not null,
    target     text        not null constraint mutes_target_known check (target in ('thread', 'member')),
    target_id  bigint      not null,
    created_at timestamptz not null default now(),
    constraint mutes_pkey primary key (user_id, target, target_id)
);
create table if not exists read_states (
    user_id               bigint      not null,
    thread_id             bigint      not null,
    last_read_post_number int         not null constraint read_states_number_positive check (last_read_post_number > 0),
    updated_at            timestamptz not null default now(),
    constraint read_states_pkey primary key (user_id, thread_id)
) with (fillfactor = 80);
create table if not exists user_watermarks (
    user_id      bigint      not null,
    structure_id bigint      not null,
    read_until   timestamptz not null,
    constraint user_watermarks_pkey primary key (user_id, structure_id)
) with (fillfactor = 80);
comment on table user_watermarks is 'threads of the structure and below it without posts since are read; 0 stands for all of the forum';
--rollback drop table if exists user_watermarks;
--rollback drop table if exists read_states;
--rollback drop table if exists mutes;
--rollback drop table if exists follows;
