--liquibase formatted sql

--changeset stoa:forum-1420-idx-favorites-user-created runInTransaction:false
drop index concurrently if exists idx_favorites_user_created;
create index concurrently idx_favorites_user_created on favorites (user_id, created_at desc, thread_id desc);
--rollback drop index concurrently if exists idx_favorites_user_created;

--changeset stoa:forum-1421-watermarks-of-each
comment on table user_watermarks is 'threads of the structure without posts since are read; 0 stands for all of the forum. Reading a structure marks those below it, too, each by a row of its own, so that a thread is held against two rows';
--rollback comment on table user_watermarks is 'threads of the structure and below it without posts since are read; 0 stands for all of the forum';
