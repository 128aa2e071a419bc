// Writes dashboards/*.json out of boards/*.js and observability/signals.yaml; with --check says what differs instead.
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';

const folder = new URL('dashboards/', import.meta.url);

async function boards() {
    const files = readdirSync(new URL('boards/', import.meta.url)).sort();
    return Promise.all(files.map(async file => (await import(`./boards/${file}`)).default));
}

/** The files that belong into dashboards/, by name. */
export async function generated() {
    return new Map((await boards()).map(board => [`${board.uid}.json`, JSON.stringify(board, null, 2) + '\n']));
}

/** What is wrong with dashboards/ as it is, in sentences. */
export async function stale() {
    const wanted = await generated();
    const found = readdirSync(folder);
    return [
        ...[...wanted].filter(([name, text]) => !found.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== text)
            .map(([name]) => `dashboards/${name} is not what generate.js writes: run it`),
        ...found.filter(name => !wanted.has(name)).map(name => `dashboards/${name} is of no board`),
    ];
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
    if (process.argv.includes('--check')) {
        const wrong = await stale();
        wrong.forEach(line => console.log(line));
        process.exitCode = wrong.length ? 1 : 0;
    } else {
        for (const [name, text] of await generated()) {
            writeFileSync(new URL(name, folder), text);
        }
    }
}
