import {board, latest, lines, q, row, stat, states, traced} from '../kit.js';
import {CLIENTS, REQUESTS, growth, max, of, quantile, rate, rates, share, sum} from '../promql.js';
import {left, objectives} from '../slo.js';

const ALERTS = 'ALERTS{alertstate="firing", job=~"$job|", instance=~"$instance|"}';

export default board({
    uid: 'stoa-overview',
    title: 'Stoa: overview',
    about: 'Is Stoa well, and if not, which board says why. Read from the top left.',
    rows: [
        row(
            'Is it well',
            stat(
                {
                    title: 'Nodes answer',
                    means: 'Whether Prometheus reaches every node chosen.',
                    act: 'Look at the node that is missing: its log, its host, then the network between.',
                    unit: 'none',
                    light: '< target',
                    mappings: [{type: 'value', options: {0: {text: 'one doesn\'t', index: 0}, 1: {text: 'all do', index: 1}}}],
                },
                q(`min(${of('up')})`, 'up'),
            ),
            stat(
                {
                    title: 'Failed requests',
                    means: 'Share of clients\' requests that were answered 5xx.',
                    act: 'Find the route and the code that fails on the HTTP board, then a trace of one.',
                    unit: 'percentunit',
                    light: 'error-rate',
                    decimals: 2,
                    to: ['stoa-http', 'stoa-slo'],
                },
                q(share(rates('', `${REQUESTS}_count`, CLIENTS, 'status=~"5.."'), rates('', `${REQUESTS}_count`, CLIENTS)), 'failed'),
            ),
            stat(
                {
                    title: 'p95 of requests',
                    means: 'The time that 95 % of clients\' requests don\'t exceed.',
                    act: 'See which route it is and whether the database, a cache or writing the answer takes the time.',
                    unit: 's',
                    light: 'latency-p95',
                    to: ['stoa-http'],
                },
                q(quantile(0.95, '', REQUESTS, CLIENTS), 'p95'),
            ),
            stat(
                {
                    title: 'Health check',
                    means: 'The mean time in which /health is answered, by the node\'s own clock.',
                    act: 'Slow health with fast requests means the database\'s ping is slow; else the node is short of CPU.',
                    unit: 's',
                    light: 'health-latency',
                    to: ['stoa-postgres', 'stoa-jvm'],
                },
                q(`${rates('', `${REQUESTS}_sum`, 'route="/health"')} / (${rates('', `${REQUESTS}_count`, 'route="/health"')} > 0)`, 'health'),
            ),
            stat(
                {
                    title: 'Database',
                    means: 'p95 of the database\'s answers to the node\'s own question, asked twice a second outside the pool.',
                    act: 'Look for long transactions and waits on the PostgreSQL board, then at the server\'s host.',
                    unit: 's',
                    light: 'database-latency',
                    to: ['stoa-postgres'],
                },
                q(quantile(0.95, '', 'stoa_database_probe_seconds', 'server="primary"'), 'probe'),
            ),
            stat(
                {
                    title: 'Cache hits',
                    means: 'Share of reads of caches that memory answered.',
                    act: 'After a start it is low for minutes. Else see which cache misses, and why, on the cache board.',
                    unit: 'percentunit',
                    light: 'cache-hit-rate',
                    to: ['stoa-cache'],
                },
                q(share(rates('', 'stoa_cache_requests_total', 'tier="local"', 'result=~"hit|stale"'), rates('', 'stoa_cache_requests_total', 'tier="local"')), 'hits'),
            ),
        ),
        row(
            'What is promised, and what warns',
            stat(
                {
                    title: 'Error budget left',
                    means: 'Share of the failures that the objective allows within the time shown which did not happen.',
                    act: 'Below 0 the objective is missed: stop deploying, mend first.',
                    unit: 'percentunit',
                    light: 'budget-left',
                    decimals: 1,
                    to: ['stoa-slo'],
                },
                latest(
left(objectives.availability, '$__range'),
                    'left',
                ),
            ),
            stat(
                {
                    title: 'Memory growth',
                    means: 'How fast what lives in the heap grows: the least of the last half hour against that an hour before, of the worst node. It means something after 90 minutes.',
                    act: 'If it goes on, take a class histogram (`jcmd <pid> GC.class_histogram`) now and in an hour.',
                    unit: 'suffix: MB/h',
                    light: 'memory-growth',
                    decimals: 1,
                    to: ['stoa-jvm'],
                },
                q(growth('job'), 'growth'),
            ),
            stat(
                {
                    title: 'Alerts firing',
                    means: 'How many alerts fire for the nodes chosen.',
                    act: 'Each has a runbook: open it from Alertmanager.',
                    unit: 'none',
                    light: 'alerts-firing',
                },
                q(`count(${ALERTS}) or vector(0)`, 'firing'),
            ),
            states(
                {
                    title: 'Which alerts fired',
                    means: 'Every alert that fired in the time shown, while it did; one line says "none" where nothing did.',
                    act: 'Begin with what fired first: later ones often follow from it.',
                    unit: 'none',
                    width: 12,
                    height: 4,
                    light: 'alerts-firing',
                },
                q(`max by (alertname) (${ALERTS}) or label_replace(vector(0), "alertname", "none", "", "")`, '{{alertname}}'),
            ),
        ),
        row(
            'Requests: rate, errors, duration',
            lines(
                {
                    title: 'Requests by status',
                    means: 'Requests that clients sent, by the first digit of the answer.',
                    act: 'A fall to nothing is worse than a peak: look at the proxy in front. Many 4xx are a client\'s defect or an attack.',
                    unit: 'reqps',
                    stacked: true,
                    to: ['stoa-http'],
                },
                q(`sum by (class) (label_replace(${rate(`${REQUESTS}_count`, CLIENTS)}, "class", "\${1}xx", "status", "(.).."))`, '{{class}}'),
            ),
            lines(
                {
                    title: 'Failures',
                    means: 'Share of clients\' requests that were answered 5xx.',
                    act: 'The HTTP board has them by route and code. 503 with Retry-After are refusals: the node protects itself.',
                    unit: 'percentunit',
                    light: 'error-rate',
                    to: ['stoa-http'],
                },
                q(share(rates('', `${REQUESTS}_count`, CLIENTS, 'status=~"5.."'), rates('', `${REQUESTS}_count`, CLIENTS)), 'failed'),
            ),
            lines(
                {
                    title: 'Duration',
                    means: 'Quantiles of the time clients\' requests took; points are single requests with a kept trace.',
                    act: 'Open the trace of a slow one: it names the statement or cache that took the time.',
                    unit: 's',
                    light: 'latency-p95',
                    to: ['stoa-http'],
                },
                traced(quantile(0.5, '', REQUESTS, CLIENTS), 'p50'),
                traced(quantile(0.95, '', REQUESTS, CLIENTS), 'p95'),
                traced(quantile(0.99, '', REQUESTS, CLIENTS), 'p99'),
            ),
        ),
        row(
            'Saturation',
            lines(
                {
                    title: 'Pool at work',
                    means: 'Share of the connections that requests may use which are lent.',
                    act: 'Lasting high use means slow statements or too many requests; more connections rarely help.',
                    unit: 'percentunit',
                    light: 'pool-utilisation',
                    max: 1,
                    to: ['stoa-postgres'],
                },
                q(`max by (instance, pool) (${of('hikaricp_connections_active', 'pool=~"stoa|replica"')} / ${of('hikaricp_connections_max', 'pool=~"stoa|replica"')})`, '{{pool}} {{instance}}'),
            ),
            lines(
                {
                    title: 'CPU',
                    means: 'Share of the machine\'s processors at work: this process, and all of the machine.',
                    act: 'High use by others is a neighbour\'s; high use of ours with normal traffic: profile it, look at collections.',
                    unit: 'percentunit',
                    max: 1,
                    to: ['stoa-jvm'],
                },
                q(max('instance', 'process_cpu_usage'), 'Stoa {{instance}}'),
                q(max('instance', 'system_cpu_usage'), 'machine {{instance}}'),
            ),
            lines(
                {
                    title: 'Work that waits',
                    means: 'Requests being answered, virtual threads without a carrier, pieces of work without a thread of the CPU pool, work without a connection.',
                    act: 'What grows without an end names the resource that is short.',
                    unit: 'none',
                },
                q(sum('', 'http_server_active_requests'), 'requests at work'),
                q(sum('', 'jvm_virtual_threads_queued'), 'no carrier'),
                q(sum('', 'stoa_cpu_waiting'), 'no CPU thread'),
                q(sum('', 'stoa_pool_waiting'), 'no connection'),
            ),
        ),
    ],
});
