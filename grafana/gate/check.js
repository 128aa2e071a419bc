// Says what is wrong with the boards without running anything.
import {stale} from '../generate.js';
import {WANTED, committed} from './boards.js';
import {expressions, panels, wrong} from './rules.js';
import {provisioning, words} from './surroundings.js';

const boards = committed();
const found = [
    ...(await stale()),
    ...WANTED.filter(uid => !boards.some(board => board.uid === uid)).map(uid => `there is no board ${uid}`),
    ...wrong(boards),
    ...provisioning(),
    ...words(),
];
found.forEach(line => console.log(line));
const count = list => list.reduce((sum, each) => sum + each.length, 0);
console.log(`dashboards ${boards.length}, panels ${count(boards.map(panels))}, expressions ${count(boards.map(expressions))}, ${found.length} wrong`);
process.exitCode = found.length ? 1 : 0;
