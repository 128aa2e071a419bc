--liquibase formatted sql

-- Lists of peer sessions, reports and blocks walk an index in list order for each status asked for
-- (docs/decisions/0010-session-indexes.md says what these replace, what was measured and what is left out).

--changeset stoa:sessions-070-peer-sessions-statistics
--comment Plans are made for an address with thousands of sessions: walking in order is never slow, sorting them is.
alter table peer_sessions alter column a_addr set (n_distinct = 200), alter column b_addr set (n_distinct = 200);
--rollback alter table peer_sessions alter column a_addr reset (n_distinct), alter column b_addr reset (n_distinct);

--changeset stoa:sessions-071-idx-peer-sessions-status-created runInTransaction:false
drop index concurrently if exists idx_peer_sessions_status_created;
create index concurrently idx_peer_sessions_status_created on peer_sessions (status, created_at desc, id desc);
--rollback drop index concurrently if exists idx_peer_sessions_status_created;

--changeset stoa:sessions-072-idx-peer-sessions-status-started runInTransaction:false
drop index concurrently if exists idx_peer_sessions_status_started;
create index concurrently idx_peer_sessions_status_started on peer_sessions (status, started_at desc, id desc)
    where started_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_status_started;

--changeset stoa:sessions-073-idx-peer-sessions-status-ended runInTransaction:false
drop index concurrently if exists idx_peer_sessions_status_ended;
create index concurrently idx_peer_sessions_status_ended on peer_sessions (status, ended_at desc, id desc)
    where ended_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_status_ended;

--changeset stoa:sessions-074-idx-peer-sessions-a-created runInTransaction:false
drop index concurrently if exists idx_peer_sessions_a_created;
create index concurrently idx_peer_sessions_a_created on peer_sessions (a_addr, status, created_at desc, id desc);
--rollback drop index concurrently if exists idx_peer_sessions_a_created;

--changeset stoa:sessions-075-idx-peer-sessions-b-created runInTransaction:false
drop index concurrently if exists idx_peer_sessions_b_created;
create index concurrently idx_peer_sessions_b_created on peer_sessions (b_addr, status, created_at desc, id desc);
--rollback drop index concurrently if exists idx_peer_sessions_b_created;

--changeset stoa:sessions-076-idx-peer-sessions-a-started runInTransaction:false
drop index concurrently if exists idx_peer_sessions_a_started;
create index concurrently idx_peer_sessions_a_started on peer_sessions (a_addr, status, started_at desc, id desc)
    where started_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_a_started;

--changeset stoa:sessions-077-idx-peer-sessions-b-started runInTransaction:false
drop index concurrently if exists idx_peer_sessions_b_started;
create index concurrently idx_peer_sessions_b_started on peer_sessions (b_addr, status, started_at desc, id desc)
    where started_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_b_started;

--changeset stoa:sessions-078-idx-peer-sessions-a-ended runInTransaction:false
drop index concurrently if exists idx_peer_sessions_a_ended;
create index concurrently idx_peer_sessions_a_ended on peer_sessions (a_addr, status, ended_at desc, id desc)
    where ended_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_a_ended;

--changeset stoa:sessions-079-idx-peer-sessions-b-ended runInTransaction:false
drop index concurrently if exists idx_peer_sessions_b_ended;
create index concurrently idx_peer_sessions_b_ended on peer_sessions (b_addr, status, ended_at desc, id desc)
    where ended_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_b_ended;

--changeset stoa:sessions-080-idx-peer-sessions-pair runInTransaction:false
drop index concurrently if exists idx_peer_sessions_pair;
create index concurrently idx_peer_sessions_pair on peer_sessions (least(a_addr, b_addr), greatest(a_addr, b_addr), created_at desc)
   ;
--rollback drop index concurrently if exists idx_peer_sessions_pair;

--changeset stoa:sessions-081-idx-peer-sessions-reported-created runInTransaction:false
drop index concurrently if exists idx_peer_sessions_reported_created;
create index concurrently idx_peer_sessions_reported_created on peer_sessions (status, created_at desc, id desc)
    where is_reported;
--rollback drop index concurrently if exists idx_peer_sessions_reported_created;

--changeset stoa:sessions-082-idx-peer-sessions-reported-started runInTransaction:false
drop index concurrently if exists idx_peer_sessions_reported_started;
create index concurrently idx_peer_sessions_reported_started on peer_sessions (status, started_at desc, id desc)
    where is_reported and started_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_reported_started;

--changeset stoa:sessions-083-idx-peer-sessions-reported-ended runInTransaction:false
drop index concurrently if exists idx_peer_sessions_reported_ended;
create index concurrently idx_peer_sessions_reported_ended on peer_sessions (status, ended_at desc, id desc)
    where is_reported and ended_at is not null;
--rollback drop index concurrently if exists idx_peer_sessions_reported_ended;

--changeset stoa:sessions-084-idx-peer-sessions-reported-a runInTransaction:false
drop index concurrently if exists idx_peer_sessions_reported_a;
create index concurrently idx_peer_sessions_reported_a on peer_sessions (a_addr) where is_reported;
--rollback drop index concurrently if exists idx_peer_sessions_reported_a;

--changeset stoa:sessions-085-idx-peer-sessions-reported-b runInTransaction:false
drop index concurrently if exists idx_peer_sessions_reported_b;
create index concurrently idx_peer_sessions_reported_b on peer_sessions (b_addr) where is_reported;
--rollback drop index concurrently if exists idx_peer_sessions_reported_b;

--changeset stoa:sessions-086-idx-peer-sessions-long runInTransaction:false
drop index concurrently if exists idx_peer_sessions_long;
create index concurrently idx_peer_sessions_long on peer_sessions (created_at desc)
    where coalesce(ended_at, started_at) - created_at > interval '2 days';
--rollback drop index concurrently if exists idx_peer_sessions_long;

--changeset stoa:sessions-087-idx-peer-sessions-expires runInTransaction:false
drop index concurrently if exists idx_peer_sessions_expires;
create index concurrently idx_peer_sessions_expires on peer_sessions (expires_at) where status = 'pending';
--rollback drop index concurrently if exists idx_peer_sessions_expires;

--changeset stoa:sessions-088-idx-reports-status-created runInTransaction:false
drop index concurrently if exists idx_reports_status_created;
create index concurrently idx_reports_status_created on reports (status, created_at desc, id desc);
--rollback drop index concurrently if exists idx_reports_status_created;

--changeset stoa:sessions-089-idx-reports-reason-created runInTransaction:false
drop index concurrently if exists idx_reports_reason_created;
create index concurrently idx_reports_reason_created on reports (reason, status, created_at desc, id desc);
--rollback drop index concurrently if exists idx_reports_reason_created;

--changeset stoa:sessions-090-idx-reports-reporter-created runInTransaction:false
drop index concurrently if exists idx_reports_reporter_created;
create index concurrently idx_reports_reporter_created on reports (reporter_id, created_at desc, id desc);
--rollback drop index concurrently if exists idx_reports_reporter_created;

--changeset stoa:sessions-091-idx-reports-assignee-created runInTransaction:false
drop index concurrently if exists idx_reports_assignee_created;
create index concurrently idx_reports_assignee_created on reports (assignee_id, status, created_at desc, id desc)
    where assignee_id is not null;
--rollback drop index concurrently if exists idx_reports_assignee_created;

--changeset stoa:sessions-092-idx-reports-target runInTransaction:false
drop index concurrently if exists idx_reports_target;
create index concurrently idx_reports_target on reports (target_type, target_id);
--rollback drop index concurrently if exists idx_reports_target;

--changeset stoa:sessions-093-idx-blocks-blocked runInTransaction:false
drop index concurrently if exists idx_blocks_blocked;
create index concurrently idx_blocks_blocked on blocks (blocked, blocker_id);
--rollback drop index concurrently if exists idx_blocks_blocked;

--changeset stoa:sessions-094-idx-blocks-blocker-created runInTransaction:false
drop index concurrently if exists idx_blocks_blocker_created;
create index concurrently idx_blocks_blocker_created on blocks (blocker_id, created_at desc, blocked desc);
--rollback drop index concurrently if exists idx_blocks_blocker_created;

--changeset stoa:sessions-095-idx-blocks-expires runInTransaction:false
drop index concurrently if exists idx_blocks_expires;
create index concurrently idx_blocks_expires on blocks (expires_at) where expires_at is not null;
--rollback drop index concurrently if exists idx_blocks_expires;

--changeset stoa:sessions-096-idx-ledger-entries-type-created runInTransaction:false
drop index concurrently if exists idx_ledger_entries_type_created;
create index concurrently idx_ledger_entries_type_created on ledger_entries (type, created_at desc, id desc);
--rollback drop index concurrently if exists idx_ledger_entries_type_created;
