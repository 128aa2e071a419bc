// Makes vectors.tsv: sign-in messages written by `siwe` and signed by `ethers`, neither of them ours.
// npm install ethers@6.17.0 siwe@3.0.0 && node make-vectors.mjs > vectors.tsv
import { Wallet, id } from 'ethers';
import { SiweMessage } from 'siwe';

const plain = { version: '1', chainId: 1, domain: 'stoa.example', uri: 'https://stoa.example',
  nonce: 'k3ZQ0v8sWm1T7yXbN4cRfA', issuedAt: '2026-11-20T16:00:00Z' };
const cases = {
  'plain': {},
  'statement': { statement: 'Sign in to Stoa.' },
  'port-and-path': { domain: 'localhost:8080', uri: 'http://localhost:8080/api/sessions' },
  'scheme': { scheme: 'https', statement: 'I accept the terms: https://stoa.example/terms?v=2#top' },
  'times': { issuedAt: '2026-11-20T16:00:00.123Z', expirationTime: '2026-11-20T16:05:00.123Z',
    notBefore: '2026-11-20T15:59:30.000Z' },
  'offset': { issuedAt: '2026-11-20T17:00:00+01:00', expirationTime: '2026-11-20T17:05:00+01:00' },
  'request-id': { requestId: "a-b_c.d~e!f$g&'()*+,;=:@%2F" },
  'resources': { resources: ['ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/',
    'https://stoa.example/claims/1?full=yes#top', 'did:key:z6Mk'] },
  'other-chain': { chainId: 137 },
  'great-chain': { chainId: 9007199254740991 },
  'ip-literal': { domain: '[2001:db8::7]:8443', uri: 'https://[2001:db8::7]:8443/' },
  'everything': { scheme: 'https', domain: 'member@stoa.example:443', statement: "It's all [here] (really); @you!",
    chainId: 10, expirationTime: '2026-11-20T16:05:00Z', notBefore: '2026-11-20T16:00:00Z', requestId: '7',
    resources: ['https://stoa.example/a', 'urn:isbn:0451450523'] },
};

console.log('# name, address, signature, message; made by make-vectors.mjs');
let n = 0;
for (const [name, fields] of Object.entries(cases)) {
  const wallet = new Wallet(id(`stoa sign-in vector ${n++ % 5}`));
  const message = new SiweMessage({ ...plain, ...fields, address: wallet.address }).prepareMessage();
  console.log([name, wallet.address, await wallet.signMessage(message), JSON.stringify(message).slice(1, -1)].join('\t'));
}
