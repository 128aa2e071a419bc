--liquibase formatted sql

--changeset stoa:forum-121-post-revisions
create table if not exists post_revisions (
    post_id    bigint      not null,
    version    int         not null,
    editor_id  bigint,
    title      text,
    body       text        not null,
    created_at timestamptz not null default now(),
    constraint post_revisions_pkey primary key (post_id, version)
);
comment on table post_revisions is 'what a post was before an edit: the text under the version it had';
comment on column post_revisions.title is 'of the thread, where the post is its first';
comment on column post_revisions.editor_id is 'who wrote that version';
--rollback drop table if exists post_revisions;

--changeset stoa:forum-122-removals
alter table threads add column if not exists removed_by bigint;
alter table threads add column if not exists removed_at timestamptz;
alter table threads add column if not exists merged_into bigint;
alter table posts add column if not exists removed_by bigint;
alter table posts add column if not exists removed_at timestamptz;
comment on column threads.removed_by is 'the author, or the moderator: what a moderator removed only a moderator brings back';
comment on column threads.merged_into is 'the thread that has its posts now';
--rollback alter table posts drop column if exists removed_at;
--rollback alter table posts drop column if exists removed_by;
--rollback alter table threads drop column if exists merged_into;
--rollback alter table threads drop column if exists removed_at;
--rollback alter table threads drop column if exists removed_by;
