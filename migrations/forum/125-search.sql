--liquibase formatted sql

-- What is only like a title: typos. Of 100 000 titles 14 MB, built in 2 s.

--changeset stoa:forum-1250-idx-threads-title-trigram runInTransaction:false
drop index concurrently if exists idx_threads_title_trigram;
create index concurrently idx_threads_title_trigram on threads using gin (title gin_trgm_ops)
    where published_at is not null and not is_removed;
--rollback drop index concurrently if exists idx_threads_title_trigram;

-- Links from the other end, for related threads.

--changeset stoa:forum-1251-idx-thread-links-related runInTransaction:false
drop index concurrently if exists idx_thread_links_related;
create index concurrently idx_thread_links_related on thread_links (related_thread_id);
--rollback drop index concurrently if exists idx_thread_links_related;
