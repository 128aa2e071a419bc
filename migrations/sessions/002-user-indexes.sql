--liquibase formatted sql

-- Each index in a change set of its own, outside a transaction. The drop clears what a killed build left behind: an
-- invalid index of that name.

--changeset stoa:sessions-002-idx-users-username-lower runInTransaction:false
drop index concurrently if exists idx_users_username_lower;
create unique index concurrently idx_users_username_lower on users (lower(username));
--rollback drop index concurrently if exists idx_users_username_lower;

--changeset stoa:sessions-003-idx-users-email-lower runInTransaction:false
drop index concurrently if exists idx_users_email_lower;
create unique index concurrently idx_users_email_lower on users (lower(email));
--rollback drop index concurrently if exists idx_users_email_lower;

--changeset stoa:sessions-004-idx-users-id-role runInTransaction:false
drop index concurrently if exists idx_users_id_role;
create index concurrently idx_users_id_role on users (id) include (role, status);
--rollback drop index concurrently if exists idx_users_id_role;

--changeset stoa:sessions-005-idx-users-username-trigram runInTransaction:false
drop index concurrently if exists idx_users_username_trigram;
create index concurrently idx_users_username_trigram on users using gin (username gin_trgm_ops);
--rollback drop index concurrently if exists idx_users_username_trigram;

--changeset stoa:sessions-006-idx-users-display-name-trigram runInTransaction:false
drop index concurrently if exists idx_users_display_name_trigram;
create index concurrently idx_users_display_name_trigram on users using gin (display_name gin_trgm_ops);
--rollback drop index concurrently if exists idx_users_display_name_trigram;
