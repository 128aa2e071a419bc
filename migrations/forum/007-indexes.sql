--liquibase formatted sql

-- Each index in a change set of its own, outside a transaction. The drop clears what a killed build left behind: an
-- invalid index of that name.

--changeset stoa:forum-012-idx-forum-structure-parent-id runInTransaction:false
drop index concurrently if exists idx_forum_structure_parent_id;
create index concurrently idx_forum_structure_parent_id on forum_structure (parent_id);
--rollback drop index concurrently if exists idx_forum_structure_parent_id;

--changeset stoa:forum-013-idx-threads-recent runInTransaction:false
drop index concurrently if exists idx_threads_recent;
create index concurrently idx_threads_recent on threads (last_post_at desc, id desc)
    where not is_removed and published_at is not null;
--rollback drop index concurrently if exists idx_threads_recent;

--changeset stoa:forum-014-idx-threads-structure-id runInTransaction:false
drop index concurrently if exists idx_threads_structure_id;
create index concurrently idx_threads_structure_id on threads (structure_id, last_post_at desc, id desc)
    where not is_removed;
--rollback drop index concurrently if exists idx_threads_structure_id;

--changeset stoa:forum-015-idx-threads-published runInTransaction:false
drop index concurrently if exists idx_threads_published;
create index concurrently idx_threads_published on threads (published_at desc, id desc)
    where published_at is not null and not is_removed;
--rollback drop index concurrently if exists idx_threads_published;

--changeset stoa:forum-016-idx-threads-user-created runInTransaction:false
drop index concurrently if exists idx_threads_user_created;
create index concurrently idx_threads_user_created on threads (user_id, created_at desc, id desc);
--rollback drop index concurrently if exists idx_threads_user_created;

--changeset stoa:forum-017-idx-threads-game-created runInTransaction:false
drop index concurrently if exists idx_threads_game_created;
create index concurrently idx_threads_game_created on threads (game_id, created_at desc, id desc)
    where not is_removed and game_id is not null;
--rollback drop index concurrently if exists idx_threads_game_created;

--changeset stoa:forum-018-idx-threads-broadcaster-created runInTransaction:false
drop index concurrently if exists idx_threads_broadcaster_created;
create index concurrently idx_threads_broadcaster_created on threads (broadcaster_id, created_at desc, id desc)
    where not is_removed and broadcaster_id is not null;
--rollback drop index concurrently if exists idx_threads_broadcaster_created;

--changeset stoa:forum-019-idx-threads-source-platform-created runInTransaction:false
drop index concurrently if exists idx_threads_source_platform_created;
create index concurrently idx_threads_source_platform_created on threads (source_platform, created_at desc)
    where source_platform is not null;
--rollback drop index concurrently if exists idx_threads_source_platform_created;

--changeset stoa:forum-020-idx-threads-tsv runInTransaction:false
drop index concurrently if exists idx_threads_tsv;
create index concurrently idx_threads_tsv on threads using gin (tsv);
--rollback drop index concurrently if exists idx_threads_tsv;

--changeset stoa:forum-021-idx-thread-ranks-structure runInTransaction:false
drop index concurrently if exists idx_thread_ranks_structure;
create index concurrently idx_thread_ranks_structure on thread_ranks (epoch, list, structure_id, rank);
--rollback drop index concurrently if exists idx_thread_ranks_structure;

--changeset stoa:forum-022-idx-posts-thread-id-created runInTransaction:false
drop index concurrently if exists idx_posts_thread_id_created;
create index concurrently idx_posts_thread_id_created on posts (thread_id, created_at, id);
--rollback drop index concurrently if exists idx_posts_thread_id_created;

--changeset stoa:forum-023-idx-posts-thread-id-path runInTransaction:false
drop index concurrently if exists idx_posts_thread_id_path;
create index concurrently idx_posts_thread_id_path on posts (thread_id, path);
--rollback drop index concurrently if exists idx_posts_thread_id_path;

--changeset stoa:forum-024-idx-posts-parent-id-created runInTransaction:false
drop index concurrently if exists idx_posts_parent_id_created;
create index concurrently idx_posts_parent_id_created on posts (parent_id, created_at, id)
    where parent_id is not null;
--rollback drop index concurrently if exists idx_posts_parent_id_created;

--changeset stoa:forum-025-idx-posts-user-created runInTransaction:false
drop index concurrently if exists idx_posts_user_created;
create index concurrently idx_posts_user_created on posts (user_id, created_at desc, id desc);
--rollback drop index concurrently if exists idx_posts_user_created;

--changeset stoa:forum-026-idx-posts-tsv runInTransaction:false
drop index concurrently if exists idx_posts_tsv;
create index concurrently idx_posts_tsv on posts using gin (tsv);
--rollback drop index concurrently if exists idx_posts_tsv;

--changeset stoa:forum-027-idx-karma-entries-user-type-created runInTransaction:false
drop index concurrently if exists idx_karma_entries_user_type_created;
create index concurrently idx_karma_entries_user_type_created on karma_entries (user_id, type, created_at desc);
--rollback drop index concurrently if exists idx_karma_entries_user_type_created;

--changeset stoa:forum-028-idx-tags-name-lower runInTransaction:false
drop index concurrently if exists idx_tags_name_lower;
create unique index concurrently idx_tags_name_lower on tags (lower(name));
--rollback drop index concurrently if exists idx_tags_name_lower;

--changeset stoa:forum-029-idx-tags-popular runInTransaction:false
drop index concurrently if exists idx_tags_popular;
create index concurrently idx_tags_popular on tags (use_count desc, id);
--rollback drop index concurrently if exists idx_tags_popular;
