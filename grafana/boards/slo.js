import {bars, board, latest, lines, q, row, stat} from '../kit.js';
import {burn, good, left, objectives} from '../slo.js';

const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];

const BURN = {name: 'burn', green: 'ticket-slow', red: 'page-fast'};

const rowOf = (name, {title, promise, light}) =>
    row(
        `${title}: ${promise}`,
        stat(
            {
                title: `${title} reached`,
                means: `Share of good events within the time shown. Promised is: ${promise}.`,
                act: 'Below what is promised, see which window burns and what changed when it began.',
                unit: 'percentunit',
                light,
                decimals: 3,
                height: 8,
            },
            latest(good(objectives[name], '$__range'), 'reached'),
        ),
        stat(
            {
                title: `${title} budget left`,
                means: 'Share of the bad events that are allowed which did not happen within the time shown. Negative: the promise is broken.',
                act: 'While it is below the green, mend before you add; below 0, stop deploying.',
                unit: 'percentunit',
                light: 'budget-left',
                decimals: 1,
                height: 8,
            },
            latest(left(objectives[name], '$__range'), 'left'),
        ),
        lines(
            {
                title: `${title} burn`,
                means: 'How many times as fast as allowed the budget is used, over a short and a long window. 1 uses it up exactly within the period.',
                act: 'Both windows above the line of the page wake somebody: look at what changed, roll back first.',
                unit: 'suffix:x',
                light: BURN,
                to: ['stoa-http'],
            },
            q(burn(objectives[name], '5m'), '5m'),
            q(burn(objectives[name], '1h'), '1h'),
            q(burn(objectives[name], '6h'), '6h'),
        ),
        bars(
            {
                title: `${title} burn by window`,
                means: 'The same now, over each window that alerts look at. Windows longer than the data see what there is.',
                act: 'Short windows high and long ones low: it just began. The other way round: it is over.',
                unit: 'suffix:x',
                light: BURN,
                height: 8,
            },
            latest(
                WINDOWS.map(window => `label_replace(${burn(objectives[name], window)}, "window", "${window}", "", "")`).join(' or '),
                '{{window}}',
            ),
        ),
    );

export default board({
    uid: 'stoa-slo',
    title: 'Stoa: SLO budgets',
    about: 'What is promised, how much of it was kept, and how fast the rest is used up.',
    span: '24h',
    rows: Object.entries(objectives).map(([name, objective]) => rowOf(name, objective)),
});
