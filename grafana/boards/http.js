import {board, choice, heat, lines, q, row, table, traced} from '../kit.js';
import {REQUESTS, mean, none, quantile, rates, shareBy, top} from '../promql.js';

const ROUTE = 'route=~"$route"';
const FAILED = 'status=~"5.."';
const COUNT = `${REQUESTS}_count`;

export default board({
    uid: 'stoa-http',
    title: 'Stoa: HTTP routes',
    about: 'Requests by route: how many, how they end, how long they take, and where that time goes.',
    choices: [choice('route', 'Route', COUNT)],
    rows: [
        row(
            'All routes',
            table(
                {
                    title: 'Routes',
                    means: 'Each route that was asked of late: how often, how long, how it ended, and how many statements it ran in the mean.',
                    act: 'Sort by p95 for the slow ones, by failures for the broken ones. More statements than 3 on a list is a defect.',
                    unit: 'none',
                    sort: 'Requests',
                },
                {route: 'Route'},
                [
                    {title: 'Requests', unit: 'reqps', expr: `${rates('route', COUNT, ROUTE)} > 0`},
                    {title: 'p95', unit: 's', light: 'latency-p95', expr: quantile(0.95, 'route', REQUESTS, ROUTE)},
                    {title: 'Failed', unit: 'percentunit', light: 'error-rate', expr: shareBy(rates('route', COUNT, ROUTE, FAILED), rates('route', COUNT, ROUTE))},
                    {title: 'Statements', unit: 'short', expr: mean('route', 'stoa_http_statements', ROUTE)},
                ],
            ),
        ),
        row(
            'Rate and duration',
            lines(
                {
                    title: 'Requests by route',
                    means: 'The ten routes that are asked most. UNMATCHED is every address that is no route.',
                    act: 'Many UNMATCHED are a scanner or a broken link: the access log of the proxy has the addresses.',
                    unit: 'reqps',
                    stacked: true,
                },
                q(top(10, rates('route', COUNT, ROUTE)), '{{route}}'),
            ),
            lines(
                {
                    title: 'p95 by route',
                    means: 'The time that 95 % of a route\'s requests don\'t exceed, of the ten slowest; points are single requests with a kept trace.',
                    act: 'Open a point\'s trace, or look at the phases below.',
                    unit: 's',
                    light: 'latency-p95',
                },
                traced(top(10, quantile(0.95, 'route', REQUESTS, ROUTE)), '{{route}}'),
            ),
            lines(
                {
                    title: 'p99 by route',
                    means: 'The time that 99 % of a route\'s requests don\'t exceed, of the ten slowest.',
                    act: 'A p99 far above p95 is waiting: for a connection, a lock, a collection. Compare with the pool and JVM boards.',
                    unit: 's',
                },
                traced(top(10, quantile(0.99, 'route', REQUESTS, ROUTE)), '{{route}}'),
            ),
            heat(
                {
                    title: 'How long requests take',
                    means: 'How many requests fell into each step of time. Two bands are two kinds of requests, mostly hits and misses of a cache.',
                    act: 'A band that moves up is a change for all; a few high cells are single slow requests: open their points.',
                    unit: 'short',
                    axis: 's',
                },
                traced(`sum by (le) (increase(${REQUESTS}_bucket{job=~"$job", instance=~"$instance", ${ROUTE}}[$__rate_interval]))`, '{{le}}'),
            ),
            lines(
                {
                    title: 'Where the time goes',
                    means: 'Mean time of a request in the database (waiting for a connection included), the cache, writing the answer, and the rest.',
                    act: 'db: Statements and PostgreSQL boards. cache: cache board. serialize: large answers. other: CPU, locks.',
                    unit: 's',
                    stacked: true,
                    width: 12,
                },
                q(
                    `${rates('phase', 'stoa_http_phase_seconds_sum', ROUTE)} / on () group_left () (${rates('', COUNT, ROUTE)} > 0)`,
                    '{{phase}}',
                ),
            ),
        ),
        row(
            'How requests end',
            lines(
                {
                    title: 'Failures by route',
                    means: 'Answers of 5xx by route and code of the problem or name of the exception.',
                    act: 'Search the log for the code; the incident bundle (GET /api/ops/incident) has the latest with their traces.',
                    unit: 'reqps',
                    to: ['stoa-slo'],
                },
                q(`${top(10, rates('route, error_type', COUNT, ROUTE, FAILED))} or ${none('route')}`, '{{route}} {{error_type}}'),
            ),
            lines(
                {
                    title: 'Refusals and mistakes',
                    means: 'Answers of 4xx by code of the problem.',
                    act: 'invalid-*: a client sends what is wrong. rate-limited: see Sessions and security. not-found in masses: a scanner.',
                    unit: 'reqps',
                    stacked: true,
                    to: ['stoa-sessions'],
                },
                q(`${top(10, rates('error_type, status', COUNT, ROUTE, 'status=~"4.."'))} or ${none('error_type')}`, '{{status}} {{error_type}}'),
            ),
            lines(
                {
                    title: 'Statements of a request',
                    means: 'The number of statements that 95 % of a route\'s requests don\'t exceed, of the ten highest.',
                    act: 'A number that grows with the data or the limit is a loop over rows: put it into one statement.',
                    unit: 'short',
                    to: ['stoa-statements'],
                },
                q(top(10, quantile(0.95, 'route', 'stoa_http_statements', ROUTE)), '{{route}}'),
            ),
        ),
    ],
});
