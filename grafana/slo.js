// What is promised, and expressions over it: the share of bad events, the budget left, how fast it burns.
import {CLIENTS, REQUESTS, of} from './promql.js';
import {thresholds} from './signals.js';

const budget = thresholds.get('error-budget');
const hits = thresholds.get('cache-hit-rate').green;
const within = thresholds.get('latency-objective').met / 1000;

const per = (window, metric, ...matchers) => `sum(rate(${of(metric, ...matchers)}[${window}]))`;

/** Objectives with the percentage of events that may be bad, and the share that was over a window. */
export const objectives = {
    availability: {
        title: 'Availability',
        promise: `${100 - budget.availability} % of clients' requests are answered without a failure of ours (5xx)`,
        allowed: budget.availability,
        light: {name: 'error-budget', red: 'availability', rest: true, below: true},
        bad: window =>
            `(${per(window, `${REQUESTS}_count`, CLIENTS, 'status=~"5.."')} or vector(0)) / (${per(window, `${REQUESTS}_count`, CLIENTS)} > 0)`,
    },
    latency: {
        title: 'Latency',
        promise: `${100 - budget.latency} % of clients' requests are answered within ${within * 1000} ms`,
        allowed: budget.latency,
        light: {name: 'error-budget', red: 'latency', rest: true, below: true},
        bad: window =>
            `1 - ${per(window, `${REQUESTS}_bucket`, CLIENTS, `le="${within}"`)} / (${per(window, `${REQUESTS}_count`, CLIENTS)} > 0)`,
    },
    cache: {
        title: 'Cache',
        promise: `${hits} % of reads of caches are answered from memory`,
        allowed: 100 - hits,
        light: 'cache-hit-rate',
        bad: window =>
            `1 - ${per(window, 'stoa_cache_requests_total', 'tier="local"', 'result=~"hit|stale"')} / (${per(window, 'stoa_cache_requests_total', 'tier="local"')} > 0)`,
    },
};

/** Share of events that were good. */
export const good = (objective, window) => `1 - (${objective.bad(window)})`;

/** Share of the bad events that are allowed which is left. */
export const left = (objective, window) => `1 - (${objective.bad(window)}) / ${objective.allowed / 100}`;

/** How many times as fast as allowed the budget is used. */
export const burn = (objective, window) => `(${objective.bad(window)}) / ${objective.allowed / 100}`;
