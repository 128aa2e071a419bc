--liquibase formatted sql

-- Who deletes themselves and signs in again with the same wallet is somebody new, but not one without bans.

--changeset stoa:sessions-110-bans-address-hash
alter table bans add column if not exists address_hash bytea;
comment on column bans.address_hash is 'HMAC of the address of a member who was deleted while the ban stood';
--rollback alter table bans drop column if exists address_hash;

--changeset stoa:sessions-111-idx-bans-address-hash runInTransaction:false
drop index concurrently if exists idx_bans_address_hash;
create index concurrently idx_bans_address_hash on bans (address_hash)
    where lifted_at is null and address_hash is not null;
--rollback drop index concurrently if exists idx_bans_address_hash;
