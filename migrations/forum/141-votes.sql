--liquibase formatted sql

-- Karma that is not of votes is moved by whoever enters it; the folder adds it up with the rest.

--changeset stoa:forum-1410-karma-deltas
alter table counter_deltas add column if not exists karma int not null default 0;
comment on column counter_deltas.karma is 'points besides those of the votes; their karma_entries are entered by whoever appends this';
--rollback alter table counter_deltas drop column if exists karma;
