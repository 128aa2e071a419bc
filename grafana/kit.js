// Boards and panels as Grafana reads them, out of what is particular to each.
import {light as lightOf, steps, told} from './signals.js';

const DATASOURCE = {type: 'prometheus', uid: '${datasource}'};
const COLUMNS = 24;
const VARIABLES = '${datasource:queryparam}&${job:queryparam}&${instance:queryparam}&${__url_time_range}';

/** A query over time. */
export const q = (expr, legendFormat) => ({expr, legendFormat, range: true, instant: false, editorMode: 'code', exemplar: false});

/** The same with the traces that buckets point at. */
export const traced = (expr, legendFormat) => ({...q(expr, legendFormat), exemplar: true});

/** A query of the moment, as a table's rows. */
export const now = expr => ({expr, legendFormat: '', range: false, instant: true, format: 'table', editorMode: 'code', exemplar: false});

/** A query of the moment, as one value. */
export const latest = (expr, legendFormat = '') => ({expr, legendFormat, range: false, instant: true, editorMode: 'code', exemplar: false});

/** A light as boards write it: a threshold's name, "< name" where less is worse, or all of it. */
const read = light => lightOf(typeof light !== 'string' ? light : light.startsWith('< ') ? {name: light.slice(2), below: true} : {name: light});

/**
 * A panel.
 *
 * @param about what every panel has: title, means, act, unit; and may have: light, to (uids of boards that say more), width, height, decimals, min, max, empty (what
 *     is shown without data), mappings
 */
function panel(type, about, targets, options, custom) {
    const light = about.light && read(about.light);
    const {title, means, act, unit, to = [], decimals, min, max, empty, mappings = [], overrides = []} = about;
    return {
        type,
        title,
        description: [means, `**What to do:** ${act}`, ...(light ? [told(light)] : [])].join('\n\n'),
        datasource: DATASOURCE,
        size: {w: about.width, h: about.height},
        links: to.map(uid => ({title: `Open ${uid}`, url: `/d/${uid}?${VARIABLES}`, targetBlank: false})),
        fieldConfig: {
            defaults: {
                unit,
                color: {mode: type === 'timeseries' || (type === 'bargauge' && !light) ? 'palette-classic' : 'thresholds'},
                thresholds: {mode: 'absolute', steps: light ? steps(light, unit) : [{color: 'blue', value: null}]},
                mappings,
                ...(decimals === undefined ? {} : {decimals}),
                ...(min === undefined ? {} : {min}),
                ...(max === undefined ? {} : {max}),
                ...(empty === undefined ? {} : {noValue: empty}),
                ...(custom ? {custom} : {}),
            },
            overrides,
        },
        options,
        targets: targets.map((target, i) => ({refId: String.fromCharCode(65 + i), datasource: DATASOURCE, ...target})),
    };
}

/** One value with a traffic light. */
export const stat = (about, target) =>
    panel('stat', {width: 4, height: 4, ...about}, [target], {
        colorMode: about.light ? 'background' : 'value',
        graphMode: target.range ? 'area' : 'none',
        justifyMode: 'auto',
        orientation: 'auto',
        textMode: about.names ? 'value_and_name' : 'value',
        wideLayout: true,
        reduceOptions: {calcs: ['lastNotNull'], fields: '', values: false},
    });

/** How far an axis goes at least, so that nothing looks like nothing. */
const SOFT = {percentunit: 0.1, reqps: 0.1, ops: 0.1, cps: 0.1, none: 1, short: 1, 'suffix:x': 1};

/** Lines over time; a threshold is a dashed line. */
export const lines = (about, ...targets) =>
    panel(
        'timeseries',
        {width: 8, height: 8, min: 0, ...about},
        targets,
        {
            legend: {displayMode: 'list', placement: 'bottom', showLegend: true, calcs: []},
            tooltip: {mode: 'multi', sort: 'desc', hideZeros: false},
        },
        {
            drawStyle: about.bars ? 'bars' : 'line',
            lineInterpolation: 'linear',
            lineWidth: 1,
            fillOpacity: about.stacked ? 40 : about.bars ? 60 : 10,
            gradientMode: 'none',
            showPoints: 'never',
            spanNulls: false,
            stacking: {mode: about.stacked ? 'normal' : 'none', group: 'A'},
            axisPlacement: 'auto',
            ...(about.unit in SOFT ? {axisSoftMax: SOFT[about.unit]} : {}),
            scaleDistribution: {type: 'linear'},
            thresholdsStyle: {mode: about.light ? 'dashed' : 'off'},
        },
    );

/** A bar for each series, the longest first. */
export const bars = (about, target) =>
    panel('bargauge', {width: 8, height: 8, min: 0, ...about}, [target], {
        displayMode: 'basic',
        orientation: 'horizontal',
        showUnfilled: true,
        valueMode: 'color',
        namePlacement: 'auto',
        sizing: 'auto',
        minVizHeight: 14,
        minVizWidth: 8,
        maxVizHeight: 28,
        reduceOptions: {calcs: ['lastNotNull'], fields: '', values: false},
        legend: {showLegend: false, displayMode: 'list', placement: 'bottom', calcs: []},
    });

/** How many fell into each bucket over time. */
export const heat = (about, target) =>
    panel(
        'heatmap',
        {width: 12, height: 8, ...about},
        [{...target, format: 'heatmap'}],
        {
            calculate: false,
            color: {mode: 'scheme', scheme: 'Oranges', steps: 64, exponent: 0.5, fill: 'dark-orange', reverse: false},
            cellGap: 1,
            yAxis: {axisPlacement: 'left', unit: about.axis},
            cellValues: {unit: about.unit},
            legend: {show: true},
            tooltip: {mode: 'single', yHistogram: false, showColorScale: false},
            exemplars: {color: 'rgba(255,0,255,0.7)'},
            filterValues: {le: 1e-9},
            rowsFrame: {layout: 'auto'},
        },
        {scaleDistribution: {type: 'linear'}, hideFrom: {legend: false, tooltip: false, viz: false}},
    );

/**
 * Rows of the moment, joined on a label.
 *
 * @param keys the labels that are columns, with their headings
 * @param columns of values: heading, unit, expression, light
 */
export const table = (about, keys, columns) => {
    const sorted = about.sort ?? columns[0].title;
    return {
        ...panel(
            'table',
            {width: 24, height: 9, ...about, overrides: columns.map(column => columnLook(column))},
            columns.map(column => now(column.expr)),
            {
                cellHeight: 'sm',
                showHeader: true,
                frameIndex: 0,
                footer: {show: false, reducer: ['sum'], countRows: false, fields: ''},
                sortBy: [{displayName: sorted, desc: true}],
            },
            {align: 'auto', cellOptions: {type: 'auto'}, filterable: true, inspect: false},
        ),
        transformations: [
            {id: 'merge', options: {}},
            {
                id: 'organize',
                options: {
                    excludeByName: {Time: true},
                    indexByName: Object.fromEntries([...Object.keys(keys), ...columns.map((_, i) => valueName(columns, i))].map((name, i) => [name, i])),
                    renameByName: {...keys, ...Object.fromEntries(columns.map((column, i) => [valueName(columns, i), column.title]))},
                },
            },
        ],
    };
};

const valueName = (columns, i) => (columns.length === 1 ? 'Value' : `Value #${String.fromCharCode(65 + i)}`);

function columnLook({title, unit, light}) {
    return {
        matcher: {id: 'byName', options: title},
        properties: [
            {id: 'unit', value: unit},
            ...(light
                ? [
                      {id: 'thresholds', value: {mode: 'absolute', steps: steps(read(light), unit)}},
                      {id: 'color', value: {mode: 'thresholds'}},
                      {id: 'custom.cellOptions', value: {type: 'color-text'}},
                  ]
                : []),
        ],
    };
}

/** What was the case over time, a line for each series. */
export const states = (about, target) =>
    panel(
        'state-timeline',
        {width: 24, height: 6, ...about},
        [target],
        {
            mergeValues: true,
            showValue: 'never',
            alignValue: 'left',
            rowHeight: 0.8,
            legend: {displayMode: 'list', placement: 'bottom', showLegend: false},
            tooltip: {mode: 'single', sort: 'none'},
        },
        {lineWidth: 0, fillOpacity: 80},
    );

/** A group of panels under a heading. */
export const row = (title, ...panels) => ({title, panels});

function place(rows) {
    const placed = [];
    let y = 0;
    let id = 1;
    for (const {title, panels} of rows) {
        placed.push({type: 'row', title, id: id++, collapsed: false, gridPos: {x: 0, y: y++, w: COLUMNS, h: 1}, panels: []});
        let x = 0;
        let tallest = 0;
        for (const {size, ...each} of panels) {
            if (x + size.w > COLUMNS) {
                y += tallest;
                x = tallest = 0;
            }
            placed.push({id: id++, gridPos: {x, y, ...size}, ...each});
            x += size.w;
            tallest = Math.max(tallest, size.h);
        }
        y += tallest;
    }
    return placed;
}

const chooser = (name, label, metric, matchers) => ({
    type: 'query',
    name,
    label,
    datasource: DATASOURCE,
    query: {qryType: 1, query: `label_values(${metric}${matchers}, ${name})`, refId: `variable-${name}`},
    definition: `label_values(${metric}${matchers}, ${name})`,
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.+',
    current: {text: ['All'], value: ['$__all']},
    options: [],
    hide: 0,
});

/** A variable of a board's own, with the values of a label of a metric. */
export const choice = (name, label, metric) => chooser(name, label, metric, '{job=~"$job", instance=~"$instance"}');

const marks = (name, color, target) => ({name, enable: true, hide: false, iconColor: color, datasource: DATASOURCE, ...target});

const ANNOTATIONS = [
    {
        builtIn: 1,
        name: 'Annotations & Alerts',
        type: 'dashboard',
        enable: true,
        hide: true,
        iconColor: 'rgba(0, 211, 255, 1)',
        datasource: {type: 'grafana', uid: '-- Grafana --'},
        target: {limit: 100, matchAny: false, tags: [], type: 'dashboard'},
    },
    marks('Deploys', 'purple', {
        expr: 'sum by (version, java) (stoa_build_info{job=~"$job", instance=~"$instance"}) unless sum by (version, java) (stoa_build_info{job=~"$job", instance=~"$instance"} offset 5m)',
        step: '60s',
        titleFormat: 'Stoa {{version}}',
        textFormat: 'on Java {{java}}',
        tagKeys: 'version',
    }),
    marks('Starts', 'blue', {
        expr: 'process_start_time_seconds{job=~"$job", instance=~"$instance"} * 1000',
        step: '60s',
        titleFormat: 'Start of {{instance}}',
        textFormat: '',
        tagKeys: 'instance',
        useValueForTime: 'on',
    }),
];

/** A whole board. */
export function board({uid, title, about, choices = [], span = '1h', rows}) {
    return {
        uid,
        title,
        description: about,
        tags: ['stoa'],
        schemaVersion: 41,
        version: 1,
        editable: false,
        graphTooltip: 1,
        fiscalYearStartMonth: 0,
        timezone: 'browser',
        weekStart: '',
        refresh: '30s',
        time: {from: `now-${span}`, to: 'now'},
        timepicker: {refresh_intervals: ['10s', '30s', '1m', '5m', '15m']},
        annotations: {list: ANNOTATIONS},
        templating: {
            list: [
                {
                    type: 'datasource',
                    name: 'datasource',
                    label: 'Data source',
                    query: 'prometheus',
                    regex: '',
                    refresh: 1,
                    multi: false,
                    includeAll: false,
                    current: {text: 'Prometheus', value: 'prometheus'},
                    options: [],
                    hide: 0,
                },
                chooser('job', 'Job', 'stoa_build_info', ''),
                chooser('instance', 'Instance', 'stoa_build_info', '{job=~"$job"}'),
                ...choices,
            ],
        },
        links: [
            {
                type: 'dashboards',
                title: 'Stoa',
                tags: ['stoa'],
                asDropdown: true,
                includeVars: true,
                keepTime: true,
                targetBlank: false,
                icon: 'external link',
                tooltip: 'The other boards, with the same nodes and time',
                url: '',
            },
        ],
        panels: place(rows),
    };
}
