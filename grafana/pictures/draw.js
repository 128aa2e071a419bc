// Draws every board, with what a Prometheus has of the last minutes, as ../../docs/dashboards/<uid>.png.
// node draw.js http://127.0.0.1:9090 [minutes] [uid]
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';
import {committed} from '../gate/boards.js';
import {substituted} from '../gate/variables.js';

const [server, minutes = '10', only] = process.argv.slice(2);
const WIDTH = 1500;
const POINTS = 200;
const to = Math.floor(Date.now() / 1000);
const from = to - Number(minutes) * 60;
const step = Math.max(1, Math.round((to - from) / POINTS));
const pictures = new URL('../../docs/dashboards/', import.meta.url).pathname;

async function ask(target, values) {
    const expr = substituted(target.expr, values);
    const path = target.instant ? 'query' : 'query_range';
    const parameters = target.instant ? {query: expr, time: to} : {query: expr, start: from, end: to, step};
    const answer = await (await fetch(`${server}/api/v1/${path}`, {method: 'POST', body: new URLSearchParams(parameters)})).json();
    if (answer.status !== 'success') {
        throw new Error(`${answer.error}: ${expr}`);
    }
    return answer.data.result;
}

async function filled(board) {
    const values = {
        ...Object.fromEntries(board.templating.list.map(each => [each.name, each.allValue])),
        __rate_interval: `${Math.max(4 * 5, step + 5)}s`,
        __range: `${to - from}s`,
        __interval: `${step}s`,
    };
    return Promise.all(
        board.panels.map(async panel => ({
            panel,
            results: await Promise.all((panel.targets ?? []).map(async target => ({target, result: await ask(target, values)}))),
        })),
    );
}

// The editor of code is of no use in a picture; and this package's default export is found one level deeper than usual.
const fitted = {
    name: 'fitted',
    setup: ({onResolve, onLoad}) => {
        onResolve({filter: /^react-custom-scrollbars-2$/}, ({path, namespace}) => (namespace === 'deeper' ? undefined : {path, namespace: 'deeper'}));
        onLoad({filter: /.*/, namespace: 'deeper'}, ({path}) => ({
            contents: `import {Scrollbars} from '${path}'; export default Scrollbars; export {Scrollbars};`,
            resolveDir: new URL('.', import.meta.url).pathname,
        }));
        onResolve({filter: /^monaco-editor/}, ({path}) => ({path, namespace: 'nothing'}));
        onLoad({filter: /.*/, namespace: 'nothing'}, () => ({contents: 'module.exports = {}'}));
    },
};

async function page(folder) {
    await build({
        entryPoints: [new URL('page.jsx', import.meta.url).pathname],
        bundle: true,
        outfile: join(folder, 'page.js'),
        format: 'esm',
        jsx: 'automatic',
        define: {'process.env.NODE_ENV': '"production"', global: 'window'},
        loader: {'.svg': 'dataurl', '.woff2': 'dataurl', '.png': 'dataurl', '.ttf': 'dataurl'},
        plugins: [fitted],
        logLevel: 'error',
    });
}

function shot(html, height, file, folder) {
    const ended = spawnSync(
        'chromium',
        [
            '--headless=new',
            '--no-sandbox',
            '--disable-gpu',
            '--hide-scrollbars',
            '--allow-file-access-from-files',
            `--user-data-dir=${join(folder, 'profile')}`,
            `--window-size=${WIDTH},${height}`,
            '--virtual-time-budget=8000',
            '--enable-logging=stderr',
            `--screenshot=${file}`,
            `file://${html}`,
        ],
        {encoding: 'utf8', timeout: 120_000},
    );
    const said = ended.stderr.split('\n').filter(line => line.includes('CONSOLE') && !/favicon|Failed to load resource/.test(line));
    said.slice(0, 5).forEach(line => console.log(line.slice(0, 400)));
    if (ended.status !== 0) {
        throw new Error(`chromium ended with ${ended.status}: ${ended.stderr}`);
    }
}

const folder = mkdtempSync(join(tmpdir(), 'boards-'));
try {
    mkdirSync(pictures, {recursive: true});
    await page(folder);
    for (const board of committed().filter(each => !only || each.uid === only)) {
        const panels = await filled(board);
        const height = 36 + 16 + Math.max(...board.panels.map(panel => panel.gridPos.y + panel.gridPos.h)) * 38;
        const data = JSON.stringify({board: {title: board.title}, panels, from: from * 1000, to: to * 1000, width: WIDTH}).replaceAll('<', '\\u003c');
        const html = join(folder, `${board.uid}.html`);
        writeFileSync(
            html,
            `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><style>body{margin:0}*{box-sizing:border-box}</style><div id="root"></div><script>window.BOARD = ${data}</script><script type="module" src="page.js"></script>`,
        );
        shot(html, height, join(pictures, `${board.uid}.png`), folder);
        console.log(`${board.uid} ${WIDTH}x${height}`);
    }
} finally {
    rmSync(folder, {recursive: true, force: true});
}
