--liquibase formatted sql

-- Cards: the finished JSON of what a list shows, kept by the row itself, so that a list costs a few columns a row
-- instead of thirty (docs/decisions/0005-cards.md). The functions are immutable in fact: to_char and to_json are only
-- declared stable, for formats and types that are not used here.

--changeset stoa:forum-040-card-functions splitStatements:false
create or replace function stoa_rfc3339(at timestamptz) returns text
    language sql immutable strict parallel safe
    return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

create or replace function stoa_json(value text) returns text
    language sql immutable parallel safe
    return coalesce(cast(to_json(value) as text), 'null');

create or replace function stoa_user_card(id bigint, username text, display_name text, avatar_url text, role text)
    returns text
    language sql immutable parallel safe
    return '"id":"' || id || '","username":' || stoa_json(username) || ',"displayName":' || stoa_json(display_name)
        || ',"avatarUrl":' || stoa_json(avatar_url) || ',"role":"' || role || '"';

create or replace function stoa_thread_stats_card(
    post_count int, view_count bigint, vote_score int, up int, down int, favorite_count int, participant_count int)
    returns text
    language sql immutable strict parallel safe
    return '"posts":' || post_count || ',"views":' || view_count || ',"score":' || vote_score || ',"up":' || up
        || ',"down":' || down || ',"favorites":' || favorite_count || ',"participants":' || participant_count;

create or replace function stoa_source_card(platform text, url text, author text, licence text) returns text
    language sql immutable parallel safe
    return case when platform is null then 'null'
        else '{"platform":' || stoa_json(platform) || ',"url":' || stoa_json(url) || ',"author":' || stoa_json(author)
            || ',"licence":' || stoa_json(licence) || '}' end;

create or replace function stoa_thread_card(
    id bigint,
    kind text,
    title text,
    slug text,
    excerpt text,
    tags json,
    media json,
    game_id text,
    broadcaster_id text,
    created_at timestamptz,
    updated_at timestamptz,
    is_locked boolean,
    is_pinned boolean,
    is_removed boolean,
    answer_post_id bigint,
    source text,
    version int,
    last_post_at timestamptz,
    last_post_number int)
    returns text
    language sql immutable parallel safe
    return '"id":"' || id || '","kind":"' || kind || '","title":' || stoa_json(title) || ',"slug":' || stoa_json(slug)
        || ',"excerpt":' || stoa_json(excerpt) || ',"tags":' || cast(tags as text)
        || ',"media":' || coalesce(cast(media as text), 'null')
        || ',"gameId":' || stoa_json(game_id) || ',"broadcasterId":' || stoa_json(broadcaster_id)
        || ',"createdAt":"' || stoa_rfc3339(created_at) || '","updatedAt":"' || stoa_rfc3339(updated_at)
        || '","state":{"locked":' || is_locked || ',"pinned":' || is_pinned || ',"removed":' || is_removed
        || '},"answerPostId":' || coalesce('"' || answer_post_id || '"', 'null') || ',"source":' || source
        || ',"version":' || version
        || ',"lastPost":{"at":"' || stoa_rfc3339(last_post_at) || '","number":' || last_post_number;
--rollback drop function if exists stoa_thread_card(bigint, text, text, text, text, json, json, text, text, timestamptz, timestamptz, boolean, boolean, boolean, bigint, text, int, timestamptz, int);
--rollback drop function if exists stoa_source_card(text, text, text, text);
--rollback drop function if exists stoa_thread_stats_card(int, bigint, int, int, int, int, int);
--rollback drop function if exists stoa_user_card(bigint, text, text, text, text);
--rollback drop function if exists stoa_json(text);
--rollback drop function if exists stoa_rfc3339(timestamptz);

--changeset stoa:forum-041-thread-card
alter table threads add column card text generated always as (stoa_thread_card(
    id, kind, title, slug, excerpt, tags, media, game_id, broadcaster_id, created_at, updated_at, is_locked, is_pinned, is_removed, answer_post_id, stoa_source_card(source_platform, source_url, source_author, source_licence), version, last_post_at, last_post_number)) stored;
comment on column threads.card is 'a list''s JSON of the thread up to the author of its last post, without the opening brace';
--rollback alter table threads drop column card;

--changeset stoa:forum-042-thread-stats-card
alter table thread_stats add column card text generated always as (stoa_thread_stats_card(
    post_count, view_count, vote_score, up, down, favorite_count, participant_count)) stored;
--rollback alter table thread_stats drop column card;

--changeset stoa:forum-043-user-card
alter table users add column card text generated always as (
    stoa_user_card(id, username, display_name, avatar_url, role)) stored;
comment on column users.card is 'a member''s JSON in lists, without braces; karma is joined to it';
--rollback alter table users drop column card;

--changeset stoa:forum-044-idx-threads-kind-recent runInTransaction:false
drop index concurrently if exists idx_threads_kind_recent;
create index concurrently idx_threads_kind_recent on threads (kind, last_post_at desc, id desc)
    where not is_removed and published_at is not null;
--rollback drop index concurrently if exists idx_threads_kind_recent;

--changeset stoa:forum-045-idx-threads-structure-published runInTransaction:false
drop index concurrently if exists idx_threads_structure_published;
create index concurrently idx_threads_structure_published on threads (structure_id, published_at desc, id desc)
    where not is_removed and published_at is not null;
--rollback drop index concurrently if exists idx_threads_structure_published;

--changeset stoa:forum-046-idx-threads-kind-published runInTransaction:false
drop index concurrently if exists idx_threads_kind_published;
create index concurrently idx_threads_kind_published on threads (kind, published_at desc, id desc)
    where not is_removed and published_at is not null;
--rollback drop index concurrently if exists idx_threads_kind_published;

--changeset stoa:forum-047-idx-post-stats-thread-score runInTransaction:false
drop index concurrently if exists idx_post_stats_thread_score;
create index concurrently idx_post_stats_thread_score on post_stats (thread_id, vote_score desc, post_id desc);
--rollback drop index concurrently if exists idx_post_stats_thread_score;
