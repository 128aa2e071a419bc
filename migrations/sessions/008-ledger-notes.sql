--liquibase formatted sql

--changeset stoa:sessions-080-ledger-notes
alter table ledger_entries add column if not exists counterparty text;
alter table ledger_entries add column if not exists note text;
comment on column ledger_entries.counterparty is 'the account on the other side, where there is one';
comment on column ledger_entries.note is 'why, in the words of who moved it; the same on both sides';
--rollback alter table ledger_entries drop column if exists note;
--rollback alter table ledger_entries drop column if exists counterparty;
