--liquibase formatted sql

-- Where an import puts a dump's rows before one transaction merges them. Lasting tables, not temporary ones, so that
-- every statement of the import can be prepared and checked; empty but while an import runs, and never in the log.

--changeset stoa:forum-030-import-staging
create unlogged table if not exists import_users (
    source_id    bigint not null,
    display_name text   not null,
    base         text   not null,
    avatar_url   text,
    reputation   int    not null,
    created_at   timestamptz not null,
    id           bigint,
    is_new       boolean not null default false,
    number       int     not null default 0,
    username     text
);
create unlogged table if not exists import_tags (
    source_id         bigint not null,
    name              text   not null,
    slug              text   not null,
    color             text   not null,
    excerpt_source_id bigint,
    id                bigint,
    is_new            boolean not null default false
);
create unlogged table if not exists import_posts (
    source_id          bigint not null,
    type               int    not null,
    parent_source_id   bigint,
    accepted_source_id bigint,
    owner_source_id    bigint,
    owner_name         text,
    title              text,
    slug               text,
    tags               text[] not null,
    body               text   not null,
    excerpt            text   not null,
    score              int    not null,
    view_count         bigint not null,
    licence            text   not null,
    is_closed          boolean not null,
    created_at         timestamptz not null,
    edited_at          timestamptz
);
create unlogged table if not exists import_comments (
    source_id       bigint not null,
    post_source_id  bigint not null,
    owner_source_id bigint,
    owner_name      text,
    body            text   not null,
    body_html       text   not null,
    score           int    not null,
    licence         text   not null,
    created_at      timestamptz not null
);
create unlogged table if not exists import_votes (
    source_id       bigint not null,
    post_source_id  bigint not null,
    kind            text   not null,
    owner_source_id bigint,
    created_at      timestamptz not null
);
create unlogged table if not exists import_links (
    source_id         bigint not null,
    post_source_id    bigint not null,
    related_source_id bigint not null,
    kind              text   not null,
    created_at        timestamptz not null
);
create unlogged table if not exists import_entries (
    kind             text   not null,
    source_id        bigint not null,
    thread_source_id bigint not null,
    parent_source_id bigint,
    created_at       timestamptz not null,
    thread_id        bigint,
    id               bigint,
    post_number      int,
    is_new           boolean not null default false
);
create index if not exists idx_import_users_source_id on import_users (source_id);
create index if not exists idx_import_users_base on import_users (base);
create index if not exists idx_import_users_username on import_users (lower(username));
create index if not exists idx_import_posts_source_id on import_posts (source_id);
create index if not exists idx_import_comments_source_id on import_comments (source_id);
create index if not exists idx_import_entries_source_id on import_entries (source_id, kind);
--rollback drop table if exists import_entries;
--rollback drop table if exists import_links;
--rollback drop table if exists import_votes;
--rollback drop table if exists import_comments;
--rollback drop table if exists import_posts;
--rollback drop table if exists import_tags;
--rollback drop table if exists import_users;
