import {board, lines, q, row, stat} from '../kit.js';
import {max, min, none, of, quantile, rates, share, sum} from '../promql.js';

const EVENTS = 'stoa_telemetry_events_total';

export default board({
    uid: 'stoa-telemetry',
    title: 'Stoa: telemetry',
    about: 'Events that clients send, from the queue to the disk; live streams and events between nodes; traces that nodes export.',
    rows: [
        row(
            'At a glance',
            stat(
                {
                    title: 'Accepted',
                    means: 'Events a second that were taken in.',
                    act: 'A fall to nothing means that clients no longer send: was one released?',
                    unit: 'cps',
                },
                q(rates('', EVENTS, 'outcome="accepted"'), 'accepted'),
            ),
            stat(
                {
                    title: 'Rejected or refused',
                    means: 'Share of the events sent that were not taken in: wrong, or no room in the queue.',
                    act: 'See the reasons below: queue-full is ours, the rest is a client\'s.',
                    unit: 'percentunit',
                    light: 'telemetry-rejected',
                    decimals: 2,
                },
                q(share(rates('', EVENTS, 'outcome=~"rejected|refused"'), rates('', EVENTS)), 'not taken in'),
            ),
            stat(
                {
                    title: 'Queue',
                    means: 'How full the fullest node\'s queue of events is.',
                    act: 'It fills while the database is slow or gone; full, clients are told to come again.',
                    unit: 'percentunit',
                    light: 'telemetry-queue',
                    decimals: 1,
                },
                q(`max(${of('stoa_telemetry_queue_size')} / ${of('stoa_telemetry_queue_capacity')})`, 'full'),
            ),
            stat(
                {
                    title: 'Rollups that drifted',
                    means: 'Rollups that were wrong when last compared with events.',
                    act: 'They were mended; it should never happen: tell the maintainers with the log.',
                    unit: 'none',
                    light: 'telemetry-drift',
                },
                q(max('', 'stoa_telemetry_rollups_drift'), 'drifted'),
            ),
            stat(
                {
                    title: 'Months ahead',
                    means: 'Partitions of telemetry that are there for times to come.',
                    act: 'Below 2: see whether the job telemetry.partitions.ahead runs.',
                    unit: 'none',
                    light: '< partitions-ahead',
                    decimals: 0,
                    to: ['stoa-jobs'],
                },
                q(min('', 'stoa_partitions_ahead', 'table="telemetry_events"'), 'ahead'),
            ),
            stat(
                {
                    title: 'Live streams',
                    means: 'Streams that are open: live events of the forum and samples of telemetry.',
                    act: 'Compare with the members that are online.',
                    unit: 'none',
                },
                q(`sum(${of('stoa_live_streams')}) + sum(${of('stoa_telemetry_live_streams')})`, 'streams'),
            ),
        ),
        row(
            'Taking in',
            lines(
                {
                    title: 'Events by outcome',
                    means: 'Events that clients sent: accepted, duplicate (sent again after no answer), rejected as wrong, refused for want of room.',
                    act: 'Duplicates in masses: clients time out before we answer.',
                    unit: 'cps',
                    stacked: true,
                },
                q(rates('outcome', EVENTS), '{{outcome}}'),
            ),
            lines(
                {
                    title: 'Why events were not taken in',
                    means: 'Rejected and refused events by reason.',
                    act: 'The reason names the field that is wrong; queue-full and failed are ours.',
                    unit: 'cps',
                },
                q(rates('reason', EVENTS, 'outcome=~"rejected|refused"'), '{{reason}}'),
            ),
            lines(
                {
                    title: 'Queue over time',
                    means: 'Events that wait to be written, and how many may.',
                    act: 'A line that climbs towards the capacity: the database is too slow for what comes.',
                    unit: 'short',
                },
                q(max('instance', 'stoa_telemetry_queue_size'), 'waiting {{instance}}'),
                q(max('instance', 'stoa_telemetry_queue_capacity'), 'capacity {{instance}}'),
            ),
            lines(
                {
                    title: 'Rows of a batch',
                    means: 'How many events are written in one transaction: the middle and the p95.',
                    act: 'Batches grow with the load, which is how it keeps up; always full ones are the limit.',
                    unit: 'short',
                },
                q(quantile(0.5, '', 'stoa_telemetry_batch_rows'), 'p50'),
                q(quantile(0.95, '', 'stoa_telemetry_batch_rows'), 'p95'),
            ),
            lines(
                {
                    title: 'Deltas to fold',
                    means: 'Deltas of telemetry counts that waited to be folded into rollups when last looked at.',
                    act: 'It saws between 0 and a minute\'s worth; a steady rise means that the job doesn\'t run.',
                    unit: 'short',
                    to: ['stoa-jobs'],
                },
                q(max('', 'stoa_telemetry_deltas'), 'deltas'),
            ),
            lines(
                {
                    title: 'Samples dropped',
                    means: 'Sampled events that a slow reader of the live stream, or nobody, was told of.',
                    act: 'Harmless: the events themselves are kept. A reader should read faster.',
                    unit: 'cps',
                },
                q(rates('', 'stoa_telemetry_live_dropped_total'), 'dropped'),
            ),
        ),
        row(
            'Live events and events between nodes',
            lines(
                {
                    title: 'Live streams of the forum',
                    means: 'Streams of live events that are open, by node.',
                    act: 'A node with none beside full ones was drained or is unreachable.',
                    unit: 'none',
                    stacked: true,
                },
                q(sum('instance', 'stoa_live_streams'), '{{instance}}'),
            ),
            lines(
                {
                    title: 'Live events',
                    means: 'Live events told of, handed to streams, dropped; and streams that were told to begin anew.',
                    act: 'Drops and new beginnings come with slow readers or a lost Redis: clients then read again.',
                    unit: 'cps',
                },
                q(rates('', 'stoa_live_published_total'), 'told of'),
                q(rates('', 'stoa_live_delivered_total'), 'handed out'),
                q(rates('', 'stoa_live_dropped_total'), 'dropped'),
                q(rates('', 'stoa_live_resets_total'), 'begun anew'),
            ),
            lines(
                {
                    title: 'Why streams ended',
                    means: 'Streams that ended by cause: left, aged, slow, signed-out, drained.',
                    act: 'slow in numbers: clients or their networks can\'t keep up.',
                    unit: 'ops',
                    stacked: true,
                },
                q(rates('cause', 'stoa_live_ended_total'), '{{cause}}'),
            ),
            lines(
                {
                    title: 'Events between nodes',
                    means: 'Events between features that a node told of, and that others told it of.',
                    act: 'Told of without heard, with several nodes: Redis doesn\'t carry them.',
                    unit: 'cps',
                    width: 12,
                    to: ['stoa-cache'],
                },
                q(rates('type', 'stoa_events_published_total'), 'told {{type}}'),
                q(rates('type', 'stoa_events_received_total'), 'heard {{type}}'),
            ),
            lines(
                {
                    title: 'Spans of traces',
                    means: 'Spans by what became of them; 0 where no collector is configured.',
                    act: 'dropped or failed: the collector is down or too slow. Requests don\'t suffer by it.',
                    unit: 'ops',
                    width: 12,
                    stacked: true,
                },
                q(`${rates('outcome', 'stoa_trace_spans_total')} or ${none('outcome')}`, '{{outcome}}'),
            ),
        ),
    ],
});
