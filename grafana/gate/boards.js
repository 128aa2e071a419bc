// The boards as they are committed.
import {readFileSync, readdirSync} from 'node:fs';

const folder = new URL('../dashboards/', import.meta.url);

/** The ten boards that there must be. */
export const WANTED = ['cache', 'http', 'jobs', 'jvm', 'overview', 'postgres', 'sessions', 'slo', 'statements', 'telemetry'].map(name => `stoa-${name}`);

export const committed = () => readdirSync(folder).sort().map(name => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
