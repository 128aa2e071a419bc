// Writes the ids of Grafana's units, which the gate holds panels to, into ../gate/units.json.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';

globalThis.navigator ??= {language: 'en', languages: ['en']};
const require = createRequire(import.meta.url);
const {getValueFormats} = require('@grafana/data');
const {version} = JSON.parse(readFileSync(new URL('node_modules/@grafana/data/package.json', import.meta.url), 'utf8'));
const units = getValueFormats().flatMap(group => group.submenu.map(unit => unit.value));
writeFileSync(
    new URL('../gate/units.json', import.meta.url),
    JSON.stringify({source: `@grafana/data ${version}`, units: [...new Set(units)].sort()}, null, 1) + '\n',
);
