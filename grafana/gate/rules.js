// What every board must be: each rule gives a sentence for each thing that is wrong with one board.
import {readFileSync} from 'node:fs';
import {metrics, thresholds} from '../signals.js';
import {parts} from './promql.js';
import {BUILT_IN, substituted, variables} from './variables.js';

const UNITS = JSON.parse(readFileSync(new URL('units.json', import.meta.url), 'utf8')).units;
const UNIT_PREFIXES = ['suffix:', 'prefix:', 'time:', 'si:', 'count:', 'currency:', 'bool:'];

/** What Prometheus makes itself of a scrape. */
const PROMETHEUS = {up: [], ALERTS: ['alertname', 'alertstate', 'severity']};

/** Scrapes add these; a label job of the service's own is exported_job. */
const SCRAPED = ['job', 'instance'];

/** Windows that are written out: those of alerts, and of what is sampled or happens seldom. */
const WINDOWS = {increase: ['5m', '30m', '1h', '$__range'], deriv: ['15m']};
const BURN_WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '$__range'];

/** Values for parsing alone. */
const SOME = {__rate_interval: '1m', __interval: '15s', __range: '1h'};

export const panels = board => board.panels.filter(panel => panel.type !== 'row');

const named = (panel, wrong) => wrong.map(each => `panel "${panel.title}": ${each}`);
const ofPanels = rule => (board, all) => panels(board).flatMap(panel => named(panel, rule(panel, board, all)));
const unless = (condition, sentence) => (condition ? [] : [sentence]);
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Every expression of a board with a word on where it is. */
export function expressions(board) {
    return [
        ...panels(board).flatMap(panel => panel.targets.map(target => ({where: `panel "${panel.title}" ${target.refId}`, panel, target, expr: target.expr}))),
        ...board.annotations.list.filter(each => each.expr).map(each => ({where: `annotation "${each.name}"`, expr: each.expr})),
        ...board.templating.list
            .filter(each => each.type === 'query')
            .map(each => ({where: `variable "${each.name}"`, variable: each, expr: /^label_values\((.*), \w+\)$/.exec(each.query.query)[1]})),
    ];
}

const boardItself = board => [
    ...unless(/^stoa-[a-z]+$/.test(board.uid), `its uid is ${board.uid}`),
    ...unless(board.title?.startsWith('Stoa: '), 'its title does not begin with "Stoa: "'),
    ...unless(board.description?.length > 30, 'it has no description'),
    ...unless(board.editable === false, 'it is editable'),
    ...unless(board.tags.includes('stoa'), 'it has not the tag stoa'),
];

function templates(board) {
    const list = new Map(board.templating.list.map(each => [each.name, each]));
    return [
        ...unless(list.get('datasource')?.type === 'datasource' && list.get('datasource')?.query === 'prometheus', 'no variable datasource'),
        ...['job', 'instance'].flatMap(name => {
            const it = list.get(name);
            return unless(it?.type === 'query' && it.multi && it.includeAll && it.allValue === '.+' && it.datasource.uid === '${datasource}', `no variable ${name} of many values`);
        }),
    ];
}

function identities(board) {
    const twice = list => [...new Set(list.filter((each, i) => list.indexOf(each) !== i))];
    return [
        ...twice(board.panels.map(panel => panel.id)).map(id => `two panels have the id ${id}`),
        ...twice(panels(board).map(panel => panel.title)).map(title => `two panels have the title "${title}"`),
        ...board.panels.flatMap((one, i) =>
            board.panels.slice(i + 1).filter(other => overlap(one.gridPos, other.gridPos)).map(other => `panels ${one.id} and ${other.id} overlap`),
        ),
    ];
}

const overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const words = panel => [
    ...unless(panel.title?.length > 2, 'no title'),
    ...unless(/^.{20,}\n\n\*\*What to do:\*\* .{15,}/s.test(panel.description ?? ''), 'its description does not say what it means and what to do'),
];

const datasource = panel => [
    ...unless(panel.datasource?.uid === '${datasource}', 'its data source is not ${datasource}'),
    ...panel.targets.filter(target => target.datasource?.uid !== '${datasource}').map(target => `the data source of ${target.refId} is not \${datasource}`),
];

const targets = panel => [
    ...unless(panel.targets.length >= 1 && panel.targets.length <= 8, `it has ${panel.targets.length} targets`),
    ...unless(new Set(panel.targets.map(target => target.refId)).size === panel.targets.length, 'two targets have one refId'),
    ...panel.targets.filter(target => target.range && !target.legendFormat).map(target => `${target.refId} has no legend`),
];

const known = unit => UNITS.includes(unit) || UNIT_PREFIXES.some(prefix => unit?.startsWith(prefix));

const units = panel => [
    ...unless(known(panel.fieldConfig.defaults.unit), `Grafana has no unit "${panel.fieldConfig.defaults.unit}"`),
    ...panel.fieldConfig.overrides
        .flatMap(override => override.properties)
        .filter(property => property.id === 'unit' && !known(property.value))
        .map(property => `Grafana has no unit "${property.value}"`),
];

function unknownVariables(board) {
    const there = [...BUILT_IN, ...board.templating.list.map(each => each.name)];
    const texts = [
        ...expressions(board).map(each => each.expr),
        ...panels(board).flatMap(panel => [...panel.links.map(link => link.url), ...panel.targets.map(target => target.legendFormat), panel.title]),
    ];
    return texts.flatMap(text => variables(text).filter(name => !there.includes(name)).map(name => `there is no variable $${name}, as in ${text}`));
}

function promql(board) {
    return expressions(board).flatMap(({where, variable, expr}) => {
        const {wrong, selectors, grouped} = parts(substituted(expr, SOME));
        const written = parts(expr.replace(/\[\$(\w+)\]/g, (_, name) => `[${SOME[name]}]`)).selectors;
        return [
            ...wrong.map(each => `does not parse ${each}`),
            ...selectors.flatMap(selector => labels(selector)),
            ...(variable ? [] : written.flatMap(selector => chosen(selector))),
            ...(variable ? [] : ranges(board, expr)),
            ...selectors.filter(selector => !variable && isCounter(selector.metric)).flatMap(selector => counter(selector)),
            ...grouped.filter(label => !selectors.some(selector => has(selector.metric, label)) && !expr.includes(`"${label}"`)).map(label => `no metric in it has the label ${label}`),
        ].map(each => `${where}: ${each}`);
    });
}

/** The metric of a series with the suffix that its type gives it, as signals.yaml has it. */
function listed(series) {
    if (metrics.has(series)) {
        return ['histogram', 'summary'].includes(metrics.get(series).type) ? undefined : metrics.get(series);
    }
    const [, name, suffix] = /^(.*)_(bucket|count|sum|max)$/.exec(series) ?? [];
    const metric = metrics.get(name);
    const suffixes = {histogram: ['bucket', 'count', 'sum', 'max'], summary: ['count', 'sum', 'max']}[metric?.type] ?? [];
    return suffixes.includes(suffix) ? metric : undefined;
}

function has(series, label) {
    const own = PROMETHEUS[series] ?? Object.keys(listed(series)?.labels ?? {}).map(each => (SCRAPED.includes(each) ? `exported_${each}` : each));
    return [...own, ...SCRAPED, ...(series.endsWith('_bucket') ? ['le'] : [])].includes(label);
}

function labels({metric, matchers}) {
    if (!(metric in PROMETHEUS) && !listed(metric)) {
        return [`${metric} is no series of a metric in signals.yaml`];
    }
    return Object.keys(matchers).filter(label => !has(metric, label)).map(label => `${metric} has no label ${label}`);
}

/** ALERTS may have lost job and instance in what an alert sums up. */
function chosen({metric, matchers}) {
    const or = metric === 'ALERTS' ? '|' : '';
    return SCRAPED.filter(label => matchers[label] !== `=~"$${label}${or}"`).map(label => `${metric} is not of the ${label} chosen`);
}

function ranges(board, expr) {
    return [...expr.matchAll(/\b(rate|irate|increase|deriv|delta)\((?:[^[\]()]|\{[^}]*\})*\[([^\]]+)\]/g)]
        .filter(([, call, window]) => window !== '$__rate_interval' && !(WINDOWS[call]?.includes(window)) && !(call === 'rate' && isObjective(board, expr) && BURN_WINDOWS.includes(window)))
        .map(([, call, window]) => `${call} over ${window} instead of $__rate_interval`);
}

/** Objectives are looked at over the windows of their alerts. */
const isObjective = (board, expr) => board.uid === 'stoa-slo' || /^1 - \(.*\[\$__range\]/.test(expr);

const isCounter = series => metrics.get(series)?.type === 'counter' || /_(bucket|count|sum)$/.test(series);

function counter({metric, within}) {
    const grown = ['rate', 'irate', 'increase'].includes(within[0]);
    const summed = within.some(each => ['sum', 'max', 'min', 'avg', 'count', 'topk'].includes(each));
    return [...unless(grown, `${metric} is a counter and read without rate or increase`), ...unless(!grown || summed, `${metric} is a counter and not summed up`)];
}

function links(board, all) {
    const boards = all.map(each => each.uid);
    return [
        ...unless(board.links.some(link => link.type === 'dashboards' && link.tags.includes('stoa') && link.includeVars && link.keepTime), 'no links to its siblings'),
        ...panels(board).flatMap(panel =>
            named(
                panel,
                panel.links.flatMap(link => {
                    const [, uid, query] = /^\/d\/([a-z-]+)\?(.*)$/.exec(link.url) ?? [];
                    return [
                        ...unless(boards.includes(uid), `its link ${link.url} leads nowhere`),
                        ...unless(uid !== board.uid, 'it links to its own board'),
                        ...['datasource', 'job', 'instance', '__url_time_range'].filter(name => !query?.includes(`\${${name}`)).map(name => `its link loses ${name}`),
                    ];
                }),
            ),
        ),
    ];
}

/** Latency histograms that are kept with exemplars show them where a panel draws their quantiles over time. */
const exemplars = panel =>
    panel.targets
        .filter(target => panel.type === 'timeseries' && /histogram_quantile.*(http_server_request_duration|db_client_operation_duration)/.test(target.expr) && !target.exemplar)
        .map(target => `${target.refId} shows no exemplars`);

const annotations = board =>
    ['Deploys', 'Starts'].filter(name => !board.annotations.list.some(each => each.name === name && each.enable && each.expr)).map(name => `no annotation ${name}`);

/** A light's steps are what its description says, and that is what signals.yaml says. */
function lights(panel) {
    const {defaults, overrides} = panel.fieldConfig;
    const told = [...panel.description.matchAll(/(green|red) (below|from|above) ([-\d.]+)(?: (%|ms|s|MB\/h))? \((100 - )?`([a-z0-9-]+)\.([a-z-]+)`\)/gi)];
    const lit = defaults.thresholds.steps.length > 1;
    return [
        ...unless(!lit || told.length === defaults.thresholds.steps.length - 1, 'its description does not say where its thresholds come from'),
        ...unless(lit || told.length === 0, 'its description tells thresholds that it has not'),
        ...unless(!lit || (panel.type === 'timeseries' ? defaults.custom.thresholdsStyle.mode !== 'off' : defaults.color.mode === 'thresholds'), 'it does not show its thresholds'),
        ...told.flatMap(each => toldWrong(each, defaults.thresholds)),
        ...overrides.flatMap(override => override.properties.filter(property => property.id === 'thresholds').flatMap(property => columnWrong(property.value.steps, override))),
    ];
}

function toldWrong([, color, side, value, unit, rest, name, key], {steps}) {
    const threshold = thresholds.get(name);
    const wanted = rest ? 100 - threshold?.[key] : threshold?.[key];
    const step = (key === 'most' ? wanted + 1 : wanted) * (SCALE[unit] ?? 1);
    const i = steps.findIndex(each => each.value !== null && Math.abs(each.value - step) < 1e-9);
    return [
        ...unless(Number(value) === wanted, `signals.yaml has ${wanted} as ${name}.${key}, its description ${value}`),
        ...unless(i > 0, `no step at ${step} for ${name}.${key}`),
        ...unless(i < 1 || steps[side === 'below' ? i - 1 : i].color === color.toLowerCase(), `it is not ${color} ${side} ${step}`),
    ];
}

const SCALE = {'%': 0.01, ms: 0.001, s: 1, 'MB/h': 1};

/** Columns have no description of their own: their steps are those of a threshold. */
function columnWrong(steps, override) {
    const values = steps.slice(1).map(step => step.value);
    const known = [...thresholds.values()].some(threshold =>
        Object.entries(threshold).some(([key, value]) => key !== 'unit' && values.some(step => [value, value / 100, value / 1000].some(each => Math.abs(each - step) < 1e-9))),
    );
    return unless(known, `the thresholds of column "${override.matcher.options}" are not in signals.yaml`);
}

/** Every rule by name. */
export const rules = {
    boardItself,
    templates,
    identities,
    words: ofPanels(words),
    datasource: ofPanels(datasource),
    targets: ofPanels(targets),
    units: ofPanels(units),
    unknownVariables,
    promql,
    links,
    exemplars: ofPanels(exemplars),
    annotations,
    lights: ofPanels(lights),
};

/** What is wrong with boards, in sentences. */
export function wrong(boards) {
    return boards.flatMap(board => Object.values(rules).flatMap(rule => rule(board, boards).map(each => `${board.uid}: ${each}`)));
}
