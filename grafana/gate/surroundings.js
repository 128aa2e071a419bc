// What surrounds the boards: Grafana's provisioning files, and the rules of Prometheus that share their words.
import {readFileSync} from 'node:fs';
import {parse} from 'yaml';
import {CLIENTS} from '../promql.js';

const text = path => readFileSync(new URL(path, import.meta.url), 'utf8');

/** What is wrong with provisioning/, in sentences. */
export function provisioning(
    datasources = text('../provisioning/datasources/stoa.yaml'),
    dashboards = text('../provisioning/dashboards/stoa.yaml'),
) {
    const sources = parse(datasources).datasources;
    const uids = sources.map(source => source.uid);
    const referred = sources.flatMap(source => [
        ...(source.jsonData.exemplarTraceIdDestinations ?? []).map(each => each.datasourceUid),
        ...[source.jsonData.serviceMap, source.jsonData.tracesToMetrics].filter(Boolean).map(each => each.datasourceUid),
    ]);
    const single = datasources.split('\n').filter(line => !line.trim().startsWith('#') && /\$/.test(line.replaceAll('$$', '')));
    return [
        ...['prometheus', 'tempo'].filter(uid => !uids.includes(uid)).map(uid => `provisioning has no data source ${uid}`),
        ...referred.filter(uid => !uids.includes(uid)).map(uid => `provisioning refers to a data source ${uid} that is not there`),
        ...(sources.some(source => source.jsonData.exemplarTraceIdDestinations?.some(each => each.name === 'trace_id')) ? [] : ['exemplars lead to no traces']),
        ...single.map(line => `provisioning has a dollar that Grafana would replace: ${line.trim()}`),
        ...(parse(dashboards).providers[0].options.path === '/var/lib/grafana/dashboards' ? [] : ['the boards are not where compose.yaml puts them']),
    ];
}

/** Alerts and boards mean the same requests by those of clients. */
export const words = (rules = text('../../observability/rules/requests.yaml')) =>
    rules.includes(CLIENTS) ? [] : [`observability/rules/requests.yaml means other requests of clients than ${CLIENTS}`];
