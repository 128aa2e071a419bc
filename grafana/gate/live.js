// Runs every expression of the boards against a Prometheus that scrapes a node at work, and says which have no data.
// node gate/live.js http://127.0.0.1:9090
import {committed} from './boards.js';
import {QUIET} from './quiet.js';
import {expressions, panels} from './rules.js';
import {parts} from './promql.js';
import {substituted, variables} from './variables.js';

const SECONDS = 15;
const AT_ONCE = 8;
const server = new URL('/api/v1/', process.argv[2]);

/** The whole of each list is chosen, as boards are opened. */
const VALUES = {__rate_interval: `${SECONDS}s`, __range: '1m', __interval: '1s'};

const chosen = board => ({...Object.fromEntries(board.templating.list.map(each => [each.name, each.allValue])), ...VALUES});

async function ask(path, parameters) {
    const answer = await (await fetch(new URL(path, server), {method: 'POST', body: new URLSearchParams(parameters)})).json();
    if (answer.status !== 'success') {
        throw new Error(`${answer.errorType}: ${answer.error}`);
    }
    return answer.data;
}

/** Series of an expression at work of late, each with its finite values. */
async function series(expr, isInstant) {
    const now = Date.now() / 1000;
    const {result} = isInstant
        ? await ask('query', {query: expr, time: now})
        : await ask('query_range', {query: expr, start: now - SECONDS, end: now, step: 1});
    return result.map(each => (each.values ?? [each.value]).map(([, value]) => Number(value)).filter(Number.isFinite));
}

async function empty({where, expr, target, board}) {
    const asked = substituted(expr, chosen(board));
    const left = variables(asked);
    if (left.length) {
        return `${board.uid}: ${where}: unknown variable ${left}`;
    }
    try {
        const found = await series(asked, target?.instant);
        if (found.length === 0) {
            return `${board.uid}: ${where}: no series: ${asked}`;
        }
        if (found.every(values => values.length === 0)) {
            return `${board.uid}: ${where}: no value but NaN: ${asked}`;
        }
        return target?.exemplar ? await traceless(asked, `${board.uid}: ${where}`) : undefined;
    } catch (e) {
        return `${board.uid}: ${where}: ${e.message}: ${asked}`;
    }
}

/** Prometheus gives exemplars by selector. */
async function traceless(expr, where) {
    const {metric, matchers} = parts(expr).selectors[0];
    const selector = `${metric}{${Object.entries(matchers).map(([label, match]) => label + match).join(', ')}}`;
    const now = Date.now() / 1000;
    const found = await ask('query_exemplars', {query: selector, start: now - 60, end: now});
    return found.some(each => each.exemplars.some(exemplar => /^[0-9a-f]{32}$/.test(exemplar.labels.trace_id)))
        ? undefined
        : `${where}: no exemplar with a trace: ${selector}`;
}

async function all(list, work) {
    const results = [];
    const queue = list.entries();
    await Promise.all(
        Array.from({length: AT_ONCE}, async () => {
            for (const [i, each] of queue) {
                results[i] = await work(each);
            }
        }),
    );
    return results;
}

const boards = committed();
const asked = boards.flatMap(board => expressions(board).map(each => ({...each, board})));
const name = ({board, where}) => `${board.uid}: ${where}`;
const loud = asked.filter(each => !(name(each) in QUIET));
const wrong = [
    ...Object.keys(QUIET).filter(key => !asked.some(each => name(each) === key)).map(key => `${key} is excused and not there`),
    ...(await all(loud, empty)).filter(Boolean),
];
wrong.forEach(line => console.log(line));
const excused = asked.length - loud.length;
console.log(
    `dashboards ${boards.length}, panels ${boards.flatMap(panels).length}, expressions ${asked.length}, ` +
        (wrong.length ? `${wrong.length} wrong` : excused ? `all with data but ${excused} excused` : 'all with data'),
);
process.exitCode = wrong.length ? 1 : 0;
