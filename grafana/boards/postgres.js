import {bars, board, latest, lines, q, row, stat} from '../kit.js';
import {max, mean, min, of, quantile, rates, top} from '../promql.js';

export default board({
    uid: 'stoa-postgres',
    title: 'Stoa: PostgreSQL and pool',
    about: 'The database as the nodes see it: does it answer, is there a connection, how large is it, how far do partitions and ids reach.',
    rows: [
        row(
            'Does it answer',
            stat(
                {
                    title: 'Latency',
                    means: 'p95 of the answers to the node\'s own question, asked twice a second outside the pool.',
                    act: 'High with few statements: the host or the network. High with many: see the Statements board.',
                    unit: 's',
                    light: 'database-latency',
                    to: ['stoa-statements'],
                },
                q(quantile(0.95, '', 'stoa_database_probe_seconds', 'server="primary"'), 'p95'),
            ),
            stat(
                {
                    title: 'Nodes that only read',
                    means: 'Nodes that take no writes since the database takes none.',
                    act: 'The primary is gone, full, or a standby answers in its place: see docs/read-only.md.',
                    unit: 'none',
                    light: 'read-only',
                },
                q(`sum(${of('stoa_read_only')})`, 'read only'),
            ),
            stat(
                {
                    title: 'Embedded restarts',
                    means: 'Times within the time shown that the PostgreSQL a node runs itself ended and was started again; 0 with one of your own.',
                    act: 'postgres.log in the data folder says why: mostly memory.',
                    unit: 'none',
                    light: 'postgres-restarts',
                    decimals: 0,
                },
                latest(`sum(increase(${of('stoa_postgres_restarts_total')}[$__range])) or vector(0)`, 'restarts'),
            ),
            stat(
                {
                    title: 'Size of the tables',
                    means: 'All tables with their indexes and partitions, sampled each five minutes.',
                    act: 'Compare with the disk; what grows is below.',
                    unit: 'bytes',
                },
                q(`sum(max by (table) (${of('stoa_table_bytes')}))`, 'tables'),
            ),
            stat(
                {
                    title: 'Partitions ahead',
                    means: 'The fewest partitions that any partitioned table has for times to come.',
                    act: 'Below 2 soon nothing can be stored: see whether the job that makes them runs, and make them by hand.',
                    unit: 'none',
                    light: '< partitions-ahead',
                    decimals: 0,
                    to: ['stoa-jobs'],
                },
                q(min('', 'stoa_partitions_ahead'), 'ahead'),
            ),
            stat(
                {
                    title: 'Ids left',
                    means: 'Share of the ids that is left in the table that has used most of its own.',
                    act: 'Below a fifth, widen the column to bigint while there is time.',
                    unit: 'percentunit',
                    light: '< id-headroom',
                    decimals: 1,
                },
                q(min('', 'stoa_id_headroom_ratio'), 'left'),
            ),
        ),
        row(
            'Pool',
            lines(
                {
                    title: 'Connections of requests',
                    means: 'Connections of the pool that requests use: at work, at rest, the most there may be; and what waits for one.',
                    act: 'Waiting with all at work: shorten what holds them (usage below). More than two a core makes it slower.',
                    unit: 'none',
                },
                q(`sum(${of('hikaricp_connections_active', 'pool=~"stoa|replica"')})`, 'at work'),
                q(`sum(${of('hikaricp_connections_idle', 'pool=~"stoa|replica"')})`, 'at rest'),
                q(`sum(${of('hikaricp_connections_max', 'pool=~"stoa|replica"')})`, 'most'),
                q(`sum(${of('stoa_pool_waiting')})`, 'waiting'),
            ),
            lines(
                {
                    title: 'Utilisation by pool',
                    means: 'Share of each pool\'s connections that are lent. Jobs, the scheduler and health have small pools of their own.',
                    act: 'For the pool "stoa" above 80 % for minutes: find the statements that take most time.',
                    unit: 'percentunit',
                    light: 'pool-utilisation',
                    max: 1,
                    to: ['stoa-statements'],
                },
                q(`max by (pool) (${of('hikaricp_connections_active')} / ${of('hikaricp_connections_max')})`, '{{pool}}'),
            ),
            lines(
                {
                    title: 'Wait for a connection',
                    means: 'p95 of what requests wait for a connection, in turn and within the pool.',
                    act: 'Above 10 ms the pool is the bottleneck: GET /database/connections says who holds its connections.',
                    unit: 's',
                    light: 'pool-acquire',
                },
                q(quantile(0.95, 'pool', 'stoa_pool_wait_seconds'), '{{pool}}'),
            ),
            lines(
                {
                    title: 'Waited in vain',
                    means: 'Requests that got no connection in time and were answered 503, and waits within HikariCP that were in vain.',
                    act: 'Any is too many: the pool is exhausted or the database is gone.',
                    unit: 'ops',
                },
                q(rates('pool', 'stoa_pool_refused_total'), '{{pool}}'),
                q(rates('pool', 'hikaricp_connections_timeout_total'), 'HikariCP {{pool}}'),
            ),
            lines(
                {
                    title: 'How long connections are lent',
                    means: 'p95 of the time from taking a connection to giving it back.',
                    act: 'Far above the time of a statement means that work is done while a connection is held.',
                    unit: 's',
                },
                q(quantile(0.95, 'pool', 'hikaricp_connections_usage_seconds'), '{{pool}}'),
            ),
            lines(
                {
                    title: 'Connections made',
                    means: 'How often new connections were made within the time shown, summed up from its begin.',
                    act: 'A steady rise means that connections break or are thrown away: see the log of both sides.',
                    unit: 'short',
                    decimals: 0,
                },
                q(`sum by (pool) (increase(${of('hikaricp_connections_creation_seconds_count')}[$__range]))`, '{{pool}}'),
            ),
        ),
        row(
            'Connections and locks, as the server sees them',
            lines(
                {
                    title: 'Connections by state',
                    means: 'Connections of all nodes by what they do, sampled each 15 s.',
                    act: '"idle in transaction" that stays is code that holds a transaction while it does something else.',
                    unit: 'none',
                    stacked: true,
                },
                q(max('state', 'stoa_database_connections'), '{{state}}'),
            ),
            lines(
                {
                    title: 'Waits for locks',
                    means: 'Connections that waited for a lock when looked at, each 15 s.',
                    act: 'GET /api/ops/locks says who waits for whom while it lasts.',
                    unit: 'none',
                    decimals: 0,
                },
                q(max('', 'stoa_database_lock_waits'), 'waiting'),
            ),
            lines(
                {
                    title: 'Oldest transaction',
                    means: 'Age of the oldest transaction when looked at: no vacuum takes rows that died after its begin.',
                    act: 'GET /api/ops/activity has it first; DELETE /api/ops/activity/{pid} ends it.',
                    unit: 's',
                    light: 'oldest-transaction',
                },
                q(max('', 'stoa_database_oldest_transaction_seconds'), 'oldest'),
            ),
        ),
        row(
            'Tables',
            bars(
                {
                    title: 'Largest tables',
                    means: 'Bytes of the twelve largest tables with their indexes and partitions.',
                    act: 'A large one that nobody reads wants a shorter keeping time.',
                    unit: 'bytes',
                    height: 9,
                },
                latest(top(12, `max by (table) (${of('stoa_table_bytes')})`), '{{table}}'),
            ),
            lines(
                {
                    title: 'Growth of tables',
                    means: 'Bytes by which the ten fastest growing tables grew, a second; they are sampled each five minutes.',
                    act: 'Set it against the disk that is left; check keeping times of telemetry and slow statements.',
                    unit: 'Bps',
                    height: 9,
                },
                q(top(10, `max by (table) (deriv(${of('stoa_table_bytes')}[15m]))`), '{{table}}'),
            ),
            bars(
                {
                    title: 'Least ids left',
                    means: 'Share of the ids that is left, of the ten tables with least.',
                    act: 'Below a fifth, widen the column to bigint while there is time.',
                    unit: 'percentunit',
                    light: '< id-headroom',
                    decimals: 0,
                    max: 1,
                    height: 9,
                },
                latest(`bottomk(10, min by (table) (${of('stoa_id_headroom_ratio')}))`, '{{table}}'),
            ),
            bars(
                {
                    title: 'Dead rows',
                    means: 'Share of rows that nobody sees any more and no vacuum has taken, of the ten tables with most: what makes a table bloat. 0 for fewer than a thousand.',
                    act: 'Is the oldest transaction old? Else have autovacuum look at the table more often. GET /api/ops/indexes/advice measures bloat itself.',
                    unit: 'percentunit',
                    light: 'table-dead',
                    decimals: 0,
                    max: 1,
                },
                latest(top(10, max('table', 'stoa_table_dead_ratio')), '{{table}}'),
            ),
            lines(
                {
                    title: 'Partitions by table',
                    means: 'Partitions that are there for times to come, without a gap.',
                    act: 'It falls by one a month and is filled up by a job: if it only falls, the job fails.',
                    unit: 'none',
                    light: '< partitions-ahead',
                    to: ['stoa-jobs'],
                },
                q(min('table', 'stoa_partitions_ahead'), '{{table}}'),
            ),
            lines(
                {
                    title: 'Answers to the node\'s own question',
                    means: 'Mean and p95 of the answers by server.',
                    act: 'A replica that answers late is passed over; a primary that does is everybody\'s trouble.',
                    unit: 's',
                    light: 'database-latency',
                },
                q(quantile(0.95, 'server', 'stoa_database_probe_seconds'), 'p95 {{server}}'),
                q(mean('server', 'stoa_database_probe_seconds'), 'mean {{server}}'),
            ),
        ),
    ],
});
