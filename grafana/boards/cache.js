import {bars, board, choice, latest, lines, q, row, stat} from '../kit.js';
import {max, of, quantile, rates, shareBy, share, sum} from '../promql.js';

const NAMED = 'cache=~"$cache"';
const READS = 'stoa_cache_requests_total';
const LOCAL = ['tier="local"', NAMED];
const REDIS = ['tier="redis"', NAMED];
const FOUND = 'result=~"hit|stale"';

export default board({
    uid: 'stoa-cache',
    title: 'Stoa: cache and Redis',
    about: 'Caches in memory, Redis behind them, and what a node does without Redis.',
    choices: [choice('cache', 'Cache', READS)],
    rows: [
        row(
            'At a glance',
            stat(
                {
                    title: 'Hits in memory',
                    means: 'Share of reads that memory answered, stale ones included.',
                    act: 'Low for minutes after a start. Else look below for the cache, then for size, TTL or invalidations.',
                    unit: 'percentunit',
                    light: 'cache-hit-rate',
                },
                q(share(rates('', READS, ...LOCAL, FOUND), rates('', READS, ...LOCAL)), 'hits'),
            ),
            stat(
                {
                    title: 'Nodes without Redis',
                    means: 'Nodes for which Redis is configured and can\'t be used: each then has memory alone.',
                    act: 'Is Redis up, and reached from there? The nodes go on and find it again by themselves.',
                    unit: 'none',
                    light: 'cache-fallback',
                },
                q(`sum(${of('stoa_cache_fallback_active')})`, 'without'),
            ),
            stat(
                {
                    title: 'Nodes that limit alone',
                    means: 'Nodes for which Redis is configured that limit rates by themselves, so that a caller may send more.',
                    act: 'As with the cache: mend Redis.',
                    unit: 'none',
                    light: 'cache-fallback',
                    to: ['stoa-sessions'],
                },
                q(`sum(${of('stoa_ratelimit_fallback_active')})`, 'alone'),
            ),
            stat(
                {
                    title: 'Entries',
                    means: 'Entries in memory of all caches and nodes.',
                    act: 'It levels off at the caches\' bounds.',
                    unit: 'short',
                },
                q(sum('', 'stoa_cache_entries', NAMED), 'entries'),
            ),
            stat(
                {
                    title: 'Memory of entries',
                    means: 'Bytes that entries take, estimated, of all nodes.',
                    act: 'Compare with the heap on the JVM board.',
                    unit: 'bytes',
                    to: ['stoa-jvm'],
                },
                q(sum('', 'stoa_cache_bytes', NAMED), 'bytes'),
            ),
            stat(
                {
                    title: 'Loads spared',
                    means: 'Requests a second that waited for another\'s load instead of loading the same.',
                    act: 'Much of it after something popular was invalidated is what it is for.',
                    unit: 'ops',
                },
                q(rates('', 'stoa_cache_stampedes_avoided_total', NAMED), 'spared'),
            ),
        ),
        row(
            'Memory',
            lines(
                {
                    title: 'Hits by cache',
                    means: 'Share of reads that memory answered, by cache that was read.',
                    act: 'GET /api/ops/caches/{name} tells whether size, TTL or invalidations are why.',
                    unit: 'percentunit',
                    light: 'cache-hit-rate',
                    max: 1,
                },
                q(shareBy(rates('cache', READS, ...LOCAL, FOUND), rates('cache', READS, ...LOCAL)), '{{cache}}'),
            ),
            lines(
                {
                    title: 'Reads by result',
                    means: 'Reads of caches in memory: hit, miss, or stale and renewed behind the answer.',
                    act: 'Errors are loads that failed: see the log and the database.',
                    unit: 'ops',
                    stacked: true,
                },
                q(rates('result', READS, ...LOCAL), '{{result}}'),
            ),
            lines(
                {
                    title: 'Loads',
                    means: 'p95 of loads from the database, by cache that was loaded.',
                    act: 'Slow loads are slow statements: see their board.',
                    unit: 's',
                    to: ['stoa-statements'],
                },
                q(quantile(0.95, 'cache', 'stoa_cache_load_seconds', NAMED), '{{cache}}'),
            ),
            bars(
                {
                    title: 'Entries by cache',
                    means: 'Entries in memory, of the node with most.',
                    act: 'A cache at its bound that evicts (below) may deserve a higher one.',
                    unit: 'short',
                },
                latest(`sort_desc(${max('cache', 'stoa_cache_entries', NAMED)})`, '{{cache}}'),
            ),
            lines(
                {
                    title: 'Evictions',
                    means: 'Entries that left memory for want of room.',
                    act: 'Evictions with a low hit rate: raise the cache\'s entries. With a high one they are harmless.',
                    unit: 'ops',
                },
                q(rates('cache', 'stoa_cache_evictions_total', NAMED), '{{cache}}'),
            ),
            lines(
                {
                    title: 'Invalidations',
                    means: 'Tags whose entries were made invalid, by writes here and on other nodes.',
                    act: 'It follows writes. Far more than writes is a defect of what invalidates.',
                    unit: 'ops',
                },
                q(rates('instance', 'stoa_cache_invalidations_total'), '{{instance}}'),
            ),
        ),
        row(
            'Redis',
            lines(
                {
                    title: 'Hits in Redis',
                    means: 'Share of the reads that memory missed which Redis answered, by cache; nothing without Redis.',
                    act: 'Low everywhere after a start of Redis. Low for one cache: its values expire before they are read again.',
                    unit: 'percentunit',
                    max: 1,
                },
                q(shareBy(rates('cache', READS, ...REDIS, FOUND), rates('cache', READS, ...REDIS)), '{{cache}}'),
            ),
            lines(
                {
                    title: 'Reads of Redis',
                    means: 'Reads of Redis by result.',
                    act: 'Errors are answers that came too late or not at all: look at Redis\' host and the network.',
                    unit: 'ops',
                    stacked: true,
                },
                q(rates('result', READS, ...REDIS), '{{result}}'),
            ),
            lines(
                {
                    title: 'Who limits rates',
                    means: 'Decisions of rate limits by who made them: Redis exactly, a lease of tokens of Redis, the node alone.',
                    act: 'local with Redis configured means it can\'t be used.',
                    unit: 'ops',
                    stacked: true,
                    to: ['stoa-sessions'],
                },
                q(rates('source', 'stoa_ratelimit_decisions_total'), '{{source}}'),
            ),
        ),
    ],
});
