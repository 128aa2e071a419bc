--liquibase formatted sql

-- Who is an admin is asked whenever one is demoted or leaves: somebody must stay. There are few among many members.

--changeset stoa:sessions-090-idx-users-admins runInTransaction:false
drop index concurrently if exists idx_users_admins;
create index concurrently idx_users_admins on users (id) where role = 'admin';
--rollback drop index concurrently if exists idx_users_admins;
