--liquibase formatted sql

--changeset stoa:platform-003-scheduled-tasks
--comment db-scheduler's own table, a row for each job, and two columns of ours. Its indexes are left out: a dozen rows are read faster without, and heartbeats stay within the page.
create table if not exists scheduled_tasks (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    schedule text not null default '',
    requested_at timestamptz,
    primary key (task_name, task_instance)
) with (fillfactor = 50);
comment on column scheduled_tasks.schedule is 'when it is due, for people; written by the nodes';
comment on column scheduled_tasks.requested_at is 'when somebody asked for a run at once that has not begun';
--rollback drop table if exists scheduled_tasks;

--changeset stoa:platform-004-job-runs
create table if not exists job_runs (
    id bigint generated always as identity primary key,
    job text not null,
    node text not null,
    trigger text not null check (trigger in ('schedule', 'manual')),
    status text not null default 'running' check (status in ('running', 'succeeded', 'failed', 'lost')),
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    details jsonb not null default '{}',
    error text
);
comment on column job_runs.details is 'what the run counted';
--rollback drop table if exists job_runs;

-- Each index in a change set of its own, outside a transaction. The drop clears what a killed build left behind: an
-- invalid index of that name.

--changeset stoa:platform-005-idx-job-runs-job-started runInTransaction:false
drop index concurrently if exists idx_job_runs_job_started;
create index concurrently idx_job_runs_job_started on job_runs (job, started_at desc, id desc);
--rollback drop index concurrently if exists idx_job_runs_job_started;

--changeset stoa:platform-006-idx-job-runs-status-started runInTransaction:false
drop index concurrently if exists idx_job_runs_status_started;
create index concurrently idx_job_runs_status_started on job_runs (status, started_at desc);
--rollback drop index concurrently if exists idx_job_runs_status_started;
