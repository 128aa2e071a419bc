// Signs in with a wallet's key, from nonce to an authenticated call:
//   npm install ethers@6 && WALLET_KEY=0x... node sign-in.mjs http://localhost:8080
// Without WALLET_KEY it makes up a wallet, and so a new member.
import { Wallet } from 'ethers';

const base = process.argv[2] ?? 'http://localhost:8080';
const wallet = process.env.WALLET_KEY ? new Wallet(process.env.WALLET_KEY) : Wallet.createRandom();
const call = async (method, path, body, headers = { 'Content-Type': 'application/json' }) => {
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

const { message } = await call('POST', '/api/sessions/auth/nonces', { address: wallet.address, chainId: 1 });
const signature = await wallet.signMessage(message);
const { token } = await call('POST', '/api/sessions/auth/verify', { message, signature });
console.log(await call('GET', '/api/sessions/me', undefined, { Authorization: `Bearer ${token}` }));
