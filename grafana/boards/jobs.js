import {board, lines, q, row, stat, table} from '../kit.js';
import {increase, max, none, of, rates} from '../promql.js';

// A scrape has a label job of its own: that of a job of Stoa is exported_job.
const JOB = 'exported_job';
const LAST = `max by (${JOB}) (${of('stoa_job_last_success_timestamp_seconds')} > 0)`;
const INTERVAL = `max by (${JOB}) (${of('stoa_job_interval_seconds')} > 0)`;

export default board({
    uid: 'stoa-jobs',
    title: 'Stoa: maintenance jobs',
    about: 'Whether the work behind the service is done: jobs, counters, ranks, findings, flags.',
    rows: [
        row(
            'At a glance',
            stat(
                {
                    title: 'Failed runs',
                    means: 'Runs of the job that fails most which failed or were lost with their node, within 30 minutes.',
                    act: 'GET /api/ops/jobs has the error; a failed run is tried again by itself.',
                    unit: 'none',
                    light: 'job-failures',
                    decimals: 0,
                },
                q(`max(sum by (${JOB}) (increase(${of('stoa_job_runs_total', 'status=~"failed|lost"')}[30m])))`, 'failed'),
            ),
            stat(
                {
                    title: 'Most overdue',
                    means: 'Time since the last success of the job that is furthest behind, in lengths of its schedule.',
                    act: 'Above the threshold it doesn\'t run at all: is it disabled, does it hang, is the scheduler\'s pool gone?',
                    unit: 'none',
                    light: 'job-stale',
                    decimals: 1,
                },
                q(`max((time() - ${LAST}) / ${INTERVAL})`, 'intervals'),
            ),
            stat(
                {
                    title: 'Counters that drifted',
                    means: 'Rows whose counters were wrong when looked at, within an hour. They were mended.',
                    act: 'Any is a defect of what counts: the log has kind and rows.',
                    unit: 'none',
                    light: 'counter-drift',
                    decimals: 0,
                },
                q(`sum(increase(${of('stoa_counters_drift_total')}[1h]))`, 'rows'),
            ),
            stat(
                {
                    title: 'Age of the oldest delta',
                    means: 'How long the oldest change of a counter has waited to be added to it.',
                    act: 'Seconds are normal; minutes mean that folding fails or hangs.',
                    unit: 's',
                },
                q(max('', 'stoa_counters_pending_age_seconds'), 'age'),
            ),
            stat(
                {
                    title: 'Findings open',
                    means: 'What nodes found worth doing something about.',
                    act: 'GET /api/ops/findings says what and what to do.',
                    unit: 'none',
                },
                q(max('', 'stoa_findings_open'), 'open'),
            ),
            stat(
                {
                    title: 'Flags that are off',
                    means: 'Flags that are off on any node, as each knows it.',
                    act: 'GET /api/ops/flags has them with their meaning. A flag off for weeks wants a decision.',
                    unit: 'none',
                },
                q(`count(min by (flag) (${of('stoa_flag_on')}) == 0) or vector(0)`, 'off'),
            ),
        ),
        row(
            'Jobs',
            table(
                {
                    title: 'Jobs that succeeded',
                    means: 'Each job with a success: how long ago, how often it is meant to run, how long it takes.',
                    act: 'Overdue above the threshold: see GET /api/ops/jobs for its last error.',
                    unit: 'none',
                    sort: 'Overdue',
                },
                {[JOB]: 'Job'},
                [
                    {title: 'Overdue', unit: 'none', light: 'job-stale', expr: `(time() - ${LAST}) / ${INTERVAL}`},
                    {title: 'Last success', unit: 's', expr: `time() - ${LAST}`},
                    {title: 'Each', unit: 's', expr: INTERVAL},
                    {title: 'Longest of late', unit: 's', expr: max(JOB, 'stoa_job_duration_seconds_max')},
                ],
            ),
            lines(
                {
                    title: 'Runs by outcome',
                    means: 'Runs of all jobs by what became of them.',
                    act: 'failed: see which below. lost: the node went away within a run, which is done again.',
                    unit: 'ops',
                    bars: true,
                    stacked: true,
                },
                q(rates('status', 'stoa_job_runs_total'), '{{status}}'),
            ),
            lines(
                {
                    title: 'Runs that failed',
                    means: 'Runs that failed or were lost, by job, within five minutes.',
                    act: 'GET /api/ops/jobs/{name}/runs has the error of each.',
                    unit: 'short',
                    decimals: 0,
                },
                q(`sum by (${JOB}) (increase(${of('stoa_job_runs_total', 'status=~"failed|lost"')}[5m])) > 0 or ${none(JOB)}`, `{{${JOB}}}`),
            ),
            lines(
                {
                    title: 'Duration',
                    means: 'Mean time of runs within an hour, by job.',
                    act: 'A job that takes longer than its schedule is never done: fewer rows a run, or a longer schedule.',
                    unit: 's',
                },
                q(
                    `sum by (${JOB}) (${increase('stoa_job_duration_seconds_sum', '1h')}) / (sum by (${JOB}) (${increase('stoa_job_duration_seconds_count', '1h')}) > 0)`,
                    `{{${JOB}}}`,
                ),
            ),
        ),
        row(
            'Counters and ranks',
            lines(
                {
                    title: 'Deltas that wait',
                    means: 'Changes of counters that wait to be folded into them.',
                    act: 'It saws; a steady rise means that folding is slower than writing, or fails.',
                    unit: 'short',
                },
                q(max('', 'stoa_counters_pending'), 'waiting'),
            ),
            lines(
                {
                    title: 'Folding',
                    means: 'Changes of counters that were folded, and folds that failed.',
                    act: 'Failures are tried again; see the log when they don\'t stop.',
                    unit: 'ops',
                },
                q(rates('', 'stoa_counters_folded_total'), 'folded'),
                q(rates('', 'stoa_counters_fold_failures_total'), 'failed'),
            ),
            lines(
                {
                    title: 'Folding and ranking take',
                    means: 'The longest fold of counters and refresh of ranked snapshots of late.',
                    act: 'Grows with the community: beyond seconds, look at their statements.',
                    unit: 's',
                    to: ['stoa-statements'],
                },
                q(max('', 'stoa_counters_fold_seconds_max'), 'fold'),
                q(max('', 'stoa_rank_refresh_seconds_max'), 'ranks'),
            ),
            lines(
                {
                    title: 'Drift by kind',
                    means: 'Rows whose counters were wrong and were mended, within an hour, by kind.',
                    act: 'Any is a defect of what counts that kind.',
                    unit: 'short',
                    decimals: 0,
                    width: 12,
                },
                q(`sum by (kind) (increase(${of('stoa_counters_drift_total')}[1h]))`, '{{kind}}'),
            ),
            lines(
                {
                    title: 'Flags',
                    means: '1 while a flag is on, of the node where it is lowest.',
                    act: 'Compare the step with the step of other lines: that is what the flag did.',
                    unit: 'none',
                    decimals: 0,
                    max: 1,
                    width: 12,
                },
                q(`min by (flag) (${of('stoa_flag_on')})`, '{{flag}}'),
            ),
        ),
    ],
});
