--liquibase formatted sql

--changeset stoa:maintenance-002-idx-findings-open runInTransaction:false
drop index concurrently if exists idx_findings_open;
create unique index concurrently idx_findings_open on findings (kind, subject, node) where resolved_at is null;
--rollback drop index concurrently if exists idx_findings_open;

--changeset stoa:maintenance-002-idx-findings-confidence-score-desc runInTransaction:false
drop index concurrently if exists idx_findings_confidence_score_desc;
create index concurrently idx_findings_confidence_score_desc on findings (confidence_score desc, id desc);
--rollback drop index concurrently if exists idx_findings_confidence_score_desc;

--changeset stoa:maintenance-002-idx-findings-discovered-at-desc runInTransaction:false
drop index concurrently if exists idx_findings_discovered_at_desc;
create index concurrently idx_findings_discovered_at_desc on findings (discovered_at desc, id desc);
--rollback drop index concurrently if exists idx_findings_discovered_at_desc;

--changeset stoa:maintenance-002-idx-performance-reports-created-at runInTransaction:false
drop index concurrently if exists idx_performance_reports_created_at;
create index concurrently idx_performance_reports_created_at on performance_reports (created_at desc, id desc);
--rollback drop index concurrently if exists idx_performance_reports_created_at;
