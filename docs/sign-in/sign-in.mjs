// Signs in with a wallet's key, from nonce to an authenticated call:
//   npm install ethers@6 && WALLET_KEY=0x... node sign-in.mjs http://localhost:8080
// Without WALLET_KEY it makes up a wallet, and so a new member.
import { Wallet } from 'ethers';
const api = (process.argv[2] ?? 'http://localhost:8080') + '/api/sessions', headers = { 'Content-Type': 'application/json' };
const wallet = process.env.WALLET_KEY ? new Wallet(process.env.WALLET_KEY) : Wallet.createRandom();
const read = async (answer) => (answer.ok ? answer.json() : Promise.reject(`${answer.status} ${await answer.text()}`));
const post = (path, body) => fetch(api + path, { method: 'POST', headers, body: JSON.stringify(body) }).then(read);
const { message } = await post('/auth/nonces', { address: wallet.address, chainId: 1 });
const signature = await wallet.signMessage(message);
const { token } = await post('/auth/verify', { message, signature });
console.log(await fetch(api + '/me', { headers: { Authorization: `Bearer ${token}` } }).then(read));
