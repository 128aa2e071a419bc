// Each rule notices a board that breaks it.
import assert from 'node:assert';
import test from 'node:test';
import {committed} from './boards.js';
import {panels, wrong} from './rules.js';
import {provisioning, words} from './surroundings.js';

/** What is said of the boards after a change to one of them. */
function said(uid, change) {
    const boards = committed();
    const board = boards.find(each => each.uid === uid);
    change(board);
    return wrong(boards);
}

const panel = (board, title) => panels(board).find(each => each.title === title);

const MISTAKES = {
    'that a board is editable': [b => (b.editable = true), 'it is editable'],
    'a variable that is missing': [b => (b.templating.list = b.templating.list.filter(each => each.name !== 'job')), 'no variable job'],
    'two panels with one title': [b => (panel(b, 'CPU').title = 'Duration'), 'two panels have the title'],
    'panels that overlap': [b => (panel(b, 'CPU').gridPos.x = 0), 'overlap'],
    'a description that says nothing to do': [b => (panel(b, 'CPU').description = 'Share of the processors at work.'), 'what it means and what to do'],
    'a fixed data source': [b => (panel(b, 'CPU').datasource.uid = 'prometheus'), 'its data source is not'],
    'a unit that Grafana has not': [b => (panel(b, 'CPU').fieldConfig.defaults.unit = 'percentages'), 'no unit "percentages"'],
    'lines without a legend': [b => (panel(b, 'CPU').targets[0].legendFormat = ''), 'has no legend'],
    'a variable that is none': [b => (panel(b, 'CPU').targets[0].expr = 'max(up{job=~"$job", instance=~"$instance", x="$host"})'), 'there is no variable $host'],
    'an expression that does not parse': [b => (panel(b, 'CPU').targets[0].expr = 'max(up{job=~"$job", instance=~"$instance"}'), 'does not parse'],
    'a metric that signals.yaml has not': [b => replaced(b, 'process_cpu_usage', 'process_cpu_use'), 'process_cpu_use is no series'],
    'a label that a metric has not': [b => replaced(b, 'process_cpu_usage{', 'process_cpu_usage{core="1", '), 'process_cpu_usage has no label core'],
    'a grouping by no label': [b => replaced(b, 'max by (instance) (process', 'max by (core) (process'), 'has the label core'],
    'nodes that were not chosen': [b => replaced(b, 'process_cpu_usage{job=~"$job", ', 'process_cpu_usage{'), 'not of the job chosen'],
    'a rate over a fixed time': [b => replaced(b, '[$__rate_interval]', '[2m]'), 'instead of $__rate_interval'],
    'a counter read as it is': [b => (panel(b, 'CPU').targets[0].expr = 'sum(stoa_cache_evictions_total{job=~"$job", instance=~"$instance"})'), 'read without rate'],
    'a counter that is not summed up': [b => (panel(b, 'CPU').targets[0].expr = 'rate(stoa_cache_evictions_total{job=~"$job", instance=~"$instance"}[$__rate_interval])'), 'not summed up'],
    'a link to no board': [b => (panel(b, 'CPU').links[0].url = panel(b, 'CPU').links[0].url.replace('stoa-jvm', 'stoa-cpu')), 'leads nowhere'],
    'a link that forgets what was chosen': [b => (panel(b, 'CPU').links[0].url = '/d/stoa-jvm?${datasource:queryparam}'), 'its link loses job'],
    'a board without links': [b => (b.links = []), 'no links to its siblings'],
    'latency without traces': [b => (panel(b, 'Duration').targets[1].exemplar = false), 'B shows no exemplars'],
    'a board without deploys': [b => (b.annotations.list = b.annotations.list.slice(0, 1)), 'no annotation Deploys'],
    'a threshold that signals.yaml has not': [b => (panel(b, 'Database').fieldConfig.defaults.thresholds.steps[1].value = 0.03), 'no step at 0.02'],
    'a threshold told otherwise': [b => (panel(b, 'Database').description = panel(b, 'Database').description.replace('20 ms', '30 ms')), 'signals.yaml has 20'],
    'a threshold that nothing is told of': [b => (panel(b, 'Database').description = panel(b, 'Database').description.replace(/Green.*/, '')), 'does not say where its thresholds come from'],
    'lights the wrong way round': [b => panel(b, 'Cache hits').fieldConfig.defaults.thresholds.steps.reverse(), 'it is not'],
};

function replaced(board, from, to) {
    const target = panels(board).flatMap(each => each.targets).find(each => each.expr.includes(from));
    target.expr = target.expr.replace(from, to);
}

test('boards as they are committed keep the rules', () => assert.deepEqual(wrong(committed()), []));

for (const [what, [change, sentence]] of Object.entries(MISTAKES)) {
    test(`notices ${what}`, () => {
        const sentences = said('stoa-overview', change);
        assert.ok(sentences.some(each => each.includes(sentence)), `not "${sentence}" but ${JSON.stringify(sentences, null, 1)}`);
    });
}

test('notices a dollar in provisioning that is not doubled', () => {
    const said = provisioning('datasources: [{uid: prometheus, jsonData: {exemplarTraceIdDestinations: [{name: trace_id, datasourceUid: tempo, url: "$x"}]}}]');
    assert.deepEqual(said.length, 3, said.join('; '));
});

test('notices that alerts and boards mean other requests', () => assert.equal(words('route!~"/health"').length, 1));
