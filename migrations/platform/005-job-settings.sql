--liquibase formatted sql

--changeset stoa:platform-013-job-settings
alter table scheduled_tasks
    add column if not exists declared text not null default '',
    add column if not exists purpose text not null default '',
    add column if not exists override text,
    add column if not exists is_enabled boolean not null default true,
    add column if not exists settings_version int not null default 0;
comment on column scheduled_tasks.schedule is 'when it is due, in words: the override where there is one, else as declared';
comment on column scheduled_tasks.declared is 'the schedule that the code gives it';
comment on column scheduled_tasks.purpose is 'what it is asked for beside its schedule, in a word that features share; mostly nothing';
comment on column scheduled_tasks.override is 'the schedule that somebody gave it instead';
comment on column scheduled_tasks.settings_version is 'raised each time somebody sets it';
--rollback alter table scheduled_tasks drop column if exists declared, drop column if exists purpose, drop column if exists override, drop column if exists is_enabled, drop column if exists settings_version;
