// Short words for the PromQL that panels share. Every selector is bound to the job and instances chosen.
const CHOSEN = 'job=~"$job", instance=~"$instance"';

/** Routes that clients ask; those of operators and probes are no part of what is promised. */
export const CLIENTS = 'route!~"/health.*|/live|/ready|/metrics.*|/database.*|/cache.*|/api/(ops|dev)/.*"';
export const REQUESTS = 'http_server_request_duration_seconds';
export const STATEMENTS = 'db_client_operation_duration_seconds';

/** A metric of the nodes chosen, with more matchers. */
export const of = (metric, ...matchers) => `${metric}{${[CHOSEN, ...matchers].join(', ')}}`;

export const rate = (metric, ...matchers) => `rate(${of(metric, ...matchers)}[$__rate_interval])`;

export const increase = (metric, window, ...matchers) => `increase(${of(metric, ...matchers)}[${window}])`;

const by = labels => (labels === '' ? '' : ` by (${labels})`);

/** The sum of rates by labels, such as "route, status". */
export const rates = (labels, metric, ...matchers) => `sum${by(labels)} (${rate(metric, ...matchers)})`;

export const sum = (labels, metric, ...matchers) => `sum${by(labels)} (${of(metric, ...matchers)})`;

export const max = (labels, metric, ...matchers) => `max${by(labels)} (${of(metric, ...matchers)})`;

export const min = (labels, metric, ...matchers) => `min${by(labels)} (${of(metric, ...matchers)})`;

/** A quantile of a histogram by labels. */
export const quantile = (q, labels, histogram, ...matchers) =>
    `histogram_quantile(${q}, sum by (${['le', labels].filter(Boolean).join(', ')}) (${rate(`${histogram}_bucket`, ...matchers)}))`;

/** The mean of a histogram or summary by labels, where there was any. */
export const mean = (labels, summary, ...matchers) =>
    `${rates(labels, `${summary}_sum`, ...matchers)} / (${rates(labels, `${summary}_count`, ...matchers)} > 0)`;

/** A share, 0 where the part has no series, nothing where the whole is 0. */
export const share = (part, whole) => `(${part} or vector(0)) / (${whole} > 0)`;

/** The same by labels: parts without series are 0 of the whole that has them. */
export const shareBy = (part, whole) => `(${part} or 0 * ${whole}) / (${whole} > 0)`;

/** A line of zeros with a name, for where nothing happened. */
export const none = label => `label_replace(vector(0), "${label}", "none", "", "")`;

export const top = (count, expression) => `topk(${count}, ${expression})`;

/**
 * Megabytes an hour by which what lives in the heap grows: the least of half an hour against that of
 * an hour before, and 0 of nodes that are younger than both together.
 */
export const growth = labels => {
    const live = `min_over_time((sum by (job, instance) (${of('jvm_memory_used_bytes', 'area="heap"')}))[30m:1m])`;
    const uptime = of('process_uptime_seconds');
    return `max by (${labels}) (((${live} - ${live.replace('[30m:1m])', '[30m:1m] offset 1h)')}) / 1048576 and on (job, instance) ${uptime} > 5400) or on (job, instance) 0 * ${uptime})`;
};
