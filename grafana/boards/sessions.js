import {board, lines, q, row, stat} from '../kit.js';
import {REQUESTS, max, none, of, rates, sum, top} from '../promql.js';

const COUNT = `${REQUESTS}_count`;

export default board({
    uid: 'stoa-sessions',
    title: 'Stoa: sessions and security',
    about: 'Who signs in, who is refused, what is limited; peer sessions, reports, and whether the ledger is right.',
    rows: [
        row(
            'At a glance',
            stat(
                {
                    title: 'Peer sessions',
                    means: 'Peer sessions that are open, pending or active, of all nodes; up to a minute old.',
                    act: 'Compare with yesterday; many pending ones mean that nobody answers.',
                    unit: 'none',
                },
                q(`sum(max by (status) (${of('stoa_peer_sessions')}))`, 'open'),
            ),
            stat(
                {
                    title: 'Reports open',
                    means: 'Reports that nobody has decided, of all nodes; up to a minute old.',
                    act: 'Moderators are behind: GET /api/sessions/reports has them all, the newest first.',
                    unit: 'none',
                },
                q(max('', 'stoa_reports_open'), 'open'),
            ),
            stat(
                {
                    title: 'Ledger out of balance',
                    means: 'Assets whose entries did not sum to zero at the last audit.',
                    act: 'Stop transfers and restore: no code path may do this.',
                    unit: 'none',
                    light: 'ledger-imbalance',
                },
                q(max('', 'stoa_ledger_imbalance'), 'assets'),
            ),
            stat(
                {
                    title: 'Balances that drifted',
                    means: 'Balances that were not the sum of their entries at the last audit.',
                    act: 'Somebody wrote past the service: find out who, then set them right from the entries.',
                    unit: 'none',
                    light: 'ledger-imbalance',
                },
                q(max('', 'stoa_ledger_balance_drift'), 'balances'),
            ),
            stat(
                {
                    title: 'Refused by limits',
                    means: 'Requests a second that a rate limit refused.',
                    act: 'See which policy below; one caller in a loop is common, many at once are an attack.',
                    unit: 'reqps',
                },
                q(rates('', 'stoa_ratelimit_decisions_total', 'result="refused"'), 'refused'),
            ),
            stat(
                {
                    title: 'Callers remembered',
                    means: 'Callers whose tokens nodes remember, counted for each policy.',
                    act: 'A sudden rise is many addresses at once.',
                    unit: 'short',
                },
                q(sum('', 'stoa_ratelimit_callers'), 'callers'),
            ),
        ),
        row(
            'Who comes in',
            lines(
                {
                    title: 'Credentials shown',
                    means: 'Credentials by kind and what they were: accepted, unknown, expired, of somebody banned.',
                    act: 'Many unknown ones are guesses: the limit auth-failure holds them back.',
                    unit: 'ops',
                },
                q(rates('kind, result', 'stoa_auth_total'), '{{kind}} {{result}}'),
            ),
            lines(
                {
                    title: 'Sign-ins',
                    means: 'Requests of the sign-in routes by status: a nonce, then the proof.',
                    act: 'Many 401 or 422 of the proof: a client signs wrongly, or somebody tries others\' addresses.',
                    unit: 'reqps',
                },
                q(rates('route, status', COUNT, 'route=~"/api/sessions/auth/.*"'), '{{route}} {{status}}'),
            ),
            lines(
                {
                    title: 'Credentials known by the cache',
                    means: 'Lookups of credentials by whether the cache knew them.',
                    act: 'Misses as many as lookups: credentials that are used once, or guesses.',
                    unit: 'ops',
                    stacked: true,
                    to: ['stoa-cache'],
                },
                q(rates('result', 'stoa_auth_lookups_total'), '{{result}}'),
            ),
            lines(
                {
                    title: 'Limits that refuse',
                    means: 'Requests refused by policy.',
                    act: 'docs/rate-limits.md has each policy\'s size and setting.',
                    unit: 'reqps',
                },
                q(rates('policy', 'stoa_ratelimit_decisions_total', 'result="refused"'), '{{policy}}'),
            ),
            lines(
                {
                    title: 'Refused at the door',
                    means: 'Answers 401, 403 and 429 of the ten routes with most.',
                    act: '403 of one member on many routes is somebody who looks around.',
                    unit: 'reqps',
                    to: ['stoa-http'],
                },
                q(`${top(10, rates('route, status', COUNT, 'status=~"401|403|429"'))} or ${none('route')}`, '{{status}} {{route}}'),
            ),
            lines(
                {
                    title: 'Limits asked by policy',
                    means: 'Decisions of rate limits by policy, allowed and refused.',
                    act: 'Set the limits by what is normal here.',
                    unit: 'reqps',
                    stacked: true,
                },
                q(top(10, rates('policy', 'stoa_ratelimit_decisions_total')), '{{policy}}'),
            ),
        ),
        row(
            'What members do',
            lines(
                {
                    title: 'Peer sessions by state',
                    means: 'Open peer sessions of all nodes.',
                    act: 'Active ones without heartbeats expire by themselves.',
                    unit: 'none',
                    stacked: true,
                },
                q(`max by (status) (${of('stoa_peer_sessions')})`, '{{status}}'),
            ),
            lines(
                {
                    title: 'Moves of peer sessions',
                    means: 'Moves by kind: open, change, start, heartbeat, end, expire.',
                    act: 'Many expire and few end: clients break off, or heartbeats don\'t arrive.',
                    unit: 'ops',
                },
                q(rates('move', 'stoa_peer_session_moves_total'), '{{move}}'),
            ),
            lines(
                {
                    title: 'Transfers',
                    means: 'Transfers and grants by what became of them.',
                    act: 'refused or insufficient-balance in masses is a client\'s defect.',
                    unit: 'ops',
                },
                q(rates('outcome', 'stoa_ledger_transfers_total'), '{{outcome}}'),
            ),
            lines(
                {
                    title: 'Source of balances',
                    means: 'Mean time of questions to the outside source of balances, by what came of them; 0 where none is configured.',
                    act: 'timeout or open: the source is slow or down, and balances are as last known.',
                    unit: 's',
                },
                q(
                    `${rates('outcome', 'stoa_balance_source_seconds_sum')} / (${rates('outcome', 'stoa_balance_source_seconds_count')} > 0) or ${none('outcome')}`,
                    '{{outcome}}',
                ),
            ),
        ),
    ],
});
