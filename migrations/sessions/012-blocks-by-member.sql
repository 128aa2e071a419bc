--liquibase formatted sql

--changeset stoa:sessions-120-blocks-by-member
alter table blocks add column if not exists is_by_member boolean not null default false;
comment on column blocks.is_by_member is 'the blocker named the member: blocked_addr is kept, but not for them to see';
--rollback alter table blocks drop column if exists is_by_member;
