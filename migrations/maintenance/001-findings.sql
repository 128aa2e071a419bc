--liquibase formatted sql

--changeset stoa:maintenance-001-findings
create table if not exists findings (
    id bigint generated always as identity primary key,
    kind text not null,
    subject text not null,
    node text not null default '',
    summary text not null,
    advice text not null,
    confidence_score numeric(4, 3) not null check (confidence_score between 0 and 1),
    evidence jsonb not null default '{}',
    discovered_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    resolved_at timestamptz
) with (fillfactor = 80);
comment on table findings is 'what examiners found worth doing something about, from when it was first seen until it was seen no more';
comment on column findings.node is 'whose own it is; empty for what is the same on all nodes';
comment on column findings.evidence is 'figures behind it';
--rollback drop table if exists findings;

--changeset stoa:maintenance-001-performance-reports
create table if not exists performance_reports (
    id bigint generated always as identity primary key,
    node text not null,
    created_at timestamptz not null default now(),
    report jsonb not null
);
comment on table performance_reports is 'what a node that analysed performance had counted since its start';
--rollback drop table if exists performance_reports;
