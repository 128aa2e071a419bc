// observability/signals.yaml as the boards and the gate need it.
import {readFileSync} from 'node:fs';
import {parse} from 'yaml';

const file = new URL('../observability/signals.yaml', import.meta.url);
const signals = parse(readFileSync(file, 'utf8'));

/** Metrics by name. */
export const metrics = new Map(signals.metrics.map(metric => [metric.name, metric]));

/** Thresholds by name. */
export const thresholds = new Map(Object.entries(signals.thresholds));

// How a value of a threshold's unit is written in the unit of a panel; counts are as they are.
const SCALES = {'ms s': 1e-3, 's s': 1, 'percent percentunit': 1e-2, 'ratio percentunit': 1, 'MB/h suffix: MB/h': 1};
const COUNTS = ['none', 'short', 'suffix:x'];

function scaled(value, from, to) {
    const scale = SCALES[`${from.split(' ')[0]} ${to}`] ?? (COUNTS.includes(to) ? 1 : undefined);
    if (scale === undefined) {
        throw new Error(`a threshold in ${from} on a panel in ${to}`);
    }
    return Number((value * scale).toPrecision(12));
}

/**
 * A traffic light out of a threshold.
 *
 * @param name of it
 * @param below whether what is below is worse; it is, too, where green is above red
 * @param red the key of its value from which it is red; of `most`, what is above it
 * @param green the key up to which it is green, if there is one
 * @param rest whether it is what the value leaves of 100 %
 */
export function light({name, below, red, green, rest = false}) {
    const it = thresholds.get(name);
    red ??= ['red', 'most', 'up'].find(key => it?.[key] !== undefined);
    if (it?.[red] === undefined || (green && it[green] === undefined)) {
        throw new Error(`no threshold ${name}.${red} or ${name}.${green} in signals.yaml`);
    }
    green ??= it.green === undefined || red !== 'red' ? undefined : 'green';
    return {name, it, red, green, rest, below: below ?? (green !== undefined && it[green] > it[red])};
}

/** The steps of a light on a panel in a unit. */
export function steps({it, red, green, rest, below}, unit) {
    const at = key => scaled((rest ? 100 - it[key] : it[key]) + (key === 'most' ? 1 : 0), it.unit, unit);
    const found = below
        ? [['red', null], ...(green ? [['yellow', at(red)], ['green', at(green)]] : [['green', at(red)]])]
        : [['green', null], ...(green ? [['yellow', at(green)]] : []), ['red', at(red)]];
    return found.map(([color, value]) => ({color, value}));
}

/** A light in the words with which a panel's description ends: the gate holds steps and signals.yaml to them. */
export function told({name, it, red, green, rest, below}) {
    const unit = /^(percent|ms|s|MB\/h)\b/.exec(it.unit)?.[0].replace('percent', '%') ?? '';
    const as = key => `${rest ? 100 - it[key] : it[key]}${unit && ` ${unit}`} (${rest ? '100 - ' : ''}\`${name}.${key}\`)`;
    const side = key => (key === 'most' ? 'above' : below ? 'below' : 'from');
    return green ? `Green ${below ? 'from' : 'below'} ${as(green)}, red ${side(red)} ${as(red)}.` : `Red ${side(red)} ${as(red)}.`;
}
