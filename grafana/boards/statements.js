import {bars, board, choice, latest, lines, q, row, stat, table, traced} from '../kit.js';
import {STATEMENTS, max, mean, none, of, quantile, rates, top} from '../promql.js';

const NAMED = 'statement=~"$statement"';

export default board({
    uid: 'stoa-statements',
    title: 'Stoa: statements',
    about: 'Every statement by its name, as the nodes measure them: what takes the database\'s time, what is slow, what changed. The same of the server\'s own statistics is at GET /api/ops/statements.',
    choices: [choice('statement', 'Statement', `${STATEMENTS}_count`)],
    rows: [
        row(
            'At a glance',
            stat(
                {
                    title: 'p95 of statements',
                    means: 'The time that 95 % of all statements don\'t exceed.',
                    act: 'See which they are in the table below.',
                    unit: 's',
                    light: 'statement-p95',
                },
                q(quantile(0.95, '', STATEMENTS, NAMED), 'p95'),
            ),
            stat(
                {
                    title: 'Slow within 5 min',
                    means: 'Runs of 50 ms and more within five minutes.',
                    act: 'GET /api/ops/slow-queries has them with their plans and traces.',
                    unit: 'none',
                    light: 'slow-statements',
                    decimals: 0,
                },
                q(`sum(increase(${of('stoa_db_slow_statements_total', NAMED)}[5m]))`, 'slow'),
            ),
            stat(
                {
                    title: 'Plans for the worse',
                    means: 'Statements whose plan changed for the worse and has not changed back.',
                    act: 'GET /api/ops/plans/regressions has both plans. Mostly statistics are old (ANALYZE) or an index is gone.',
                    unit: 'none',
                    light: 'plan-regressions',
                },
                q(max('', 'stoa_plan_regressions'), 'regressions'),
            ),
            stat(
                {
                    title: 'Failed statements',
                    means: 'Statements that failed, a second.',
                    act: 'The panel of errors below has their SQLState.',
                    unit: 'ops',
                },
                q(`${rates('', `${STATEMENTS}_count`, NAMED, 'error_type!=""')} or vector(0)`, 'failed'),
            ),
            stat(
                {
                    title: 'Statements',
                    means: 'Statements that ran, a second.',
                    act: 'Compare with requests: it should grow no faster than they do.',
                    unit: 'ops',
                },
                q(rates('', `${STATEMENTS}_count`, NAMED), 'statements'),
            ),
            stat(
                {
                    title: 'Beyond their budget',
                    means: 'Runs of statements that took longer than the code says they may, a second.',
                    act: 'Some are noise of a busy server; the same statement again and again needs its plan looked at.',
                    unit: 'ops',
                },
                q(rates('', 'stoa_db_budget_violations_total', NAMED), 'violations'),
            ),
        ),
        row(
            'By statement',
            table(
                {
                    title: 'Statements that ran',
                    means: 'Each statement that ran of late. Load is the share of one connection that it takes: 1 is a connection that does nothing else.',
                    act: 'Begin with the highest load, then with the highest p95.',
                    unit: 'none',
                    sort: 'Load',
                },
                {statement: 'Statement'},
                [
                    {title: 'Load', unit: 'percentunit', expr: `${rates('statement', `${STATEMENTS}_sum`, NAMED)} > 0`},
                    {title: 'Runs', unit: 'ops', expr: `${rates('statement', `${STATEMENTS}_count`, NAMED)} > 0`},
                    {title: 'Mean', unit: 's', expr: mean('statement', STATEMENTS, NAMED)},
                    {title: 'p95', unit: 's', light: 'statement-p95', expr: quantile(0.95, 'statement', STATEMENTS, NAMED)},
                    {title: 'Rows', unit: 'short', expr: mean('statement', 'stoa_db_rows', NAMED)},
                ],
            ),
            lines(
                {
                    title: 'p95 by statement',
                    means: 'The time that 95 % of a statement\'s runs don\'t exceed, of the ten slowest; points are single runs with a kept trace.',
                    act: 'Open a point\'s trace: its span has the plan if the run took 100 ms. Else POST /api/ops/statements/{name}/explain.',
                    unit: 's',
                    light: 'statement-p95',
                },
                traced(top(10, quantile(0.95, 'statement', STATEMENTS, NAMED)), '{{statement}}'),
            ),
            lines(
                {
                    title: 'Total time by statement',
                    means: 'What the ten statements that take most of the database\'s time take: 100 % is one connection all the time.',
                    act: 'What is on top is worth caching, an index, or asking less often.',
                    unit: 'percentunit',
                    stacked: true,
                },
                q(top(10, rates('statement', `${STATEMENTS}_sum`, NAMED)), '{{statement}}'),
            ),
            lines(
                {
                    title: 'Rows of a run',
                    means: 'Rows that a run reads or touches in the mean, of the ten highest.',
                    act: 'Requests read a page at most: thousands belong to jobs only.',
                    unit: 'short',
                },
                q(top(10, mean('statement', 'stoa_db_rows', NAMED)), '{{statement}}'),
            ),
        ),
        row(
            'What is slow, and what changed',
            lines(
                {
                    title: 'Slow ladder',
                    means: 'Slow runs by the highest step they reached: record 50 ms, warn 100 ms, slow 1 s, page 5 s.',
                    act: 'warn and above have their plan taken. page means somebody waits on a lock or reads a whole table.',
                    unit: 'ops',
                    bars: true,
                    stacked: true,
                },
                q(rates('level', 'stoa_db_slow_statements_total', NAMED), '{{level}}'),
            ),
            bars(
                {
                    title: 'Slow statements',
                    means: 'The ten statements with most runs of 50 ms and more within the time shown.',
                    act: 'Look at the plan of the first: GET /api/ops/statements/{name}.',
                    unit: 'short',
                    decimals: 0,
                },
                latest(top(10, `sum by (statement) (increase(${of('stoa_db_slow_statements_total', NAMED)}[$__range]))`), '{{statement}}'),
            ),
            lines(
                {
                    title: 'Beyond the budget',
                    means: 'Runs that took longer than the statement\'s budget, of the ten with most.',
                    act: 'Compare plan and rows with those of the medium community; raise a budget only with a reason.',
                    unit: 'ops',
                },
                q(top(10, rates('statement', 'stoa_db_budget_violations_total', NAMED)), '{{statement}}'),
            ),
            lines(
                {
                    title: 'Errors of statements',
                    means: 'Statements that failed, by SQLState or exception: 57014 ran into its time limit, 40001 and 40P01 lost against another transaction, 08006 lost the connection.',
                    act: 'Search the log for the code with its trace.',
                    unit: 'ops',
                },
                q(`${rates('statement, error_type', `${STATEMENTS}_count`, NAMED, 'error_type!=""')} or ${none('statement')}`, '{{statement}} {{error_type}}'),
            ),
            lines(
                {
                    title: 'Plans that changed',
                    means: 'Statements whose plan was found to have another shape, within an hour; 0 where none has.',
                    act: 'After a deploy or much new data it is normal; for the worse it counts in "Plans for the worse".',
                    unit: 'short',
                    decimals: 0,
                },
                q(`sum by (statement) (increase(${of('stoa_plan_changes_total', NAMED)}[1h])) or ${none('statement')}`, '{{statement}}'),
            ),
            lines(
                {
                    title: 'Plans taken',
                    means: 'Plans of slow runs that were asked for: taken, refused because there were too many, failed.',
                    act: 'refused is the limit at work in a storm of slow runs. failed: see the log.',
                    unit: 'ops',
                },
                q(rates('outcome', 'stoa_plans_taken_total'), '{{outcome}}'),
            ),
        ),
    ],
});
