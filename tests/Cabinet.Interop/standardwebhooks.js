// https://github.com/standard-webhooks/standard-webhooks, the library for JavaScript, which knows v1 only; v1a is
// made and checked here with Node's own Ed25519.
import { createPrivateKey, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

// What stands before the 32 bytes of an Ed25519 key in PKCS#8 and in SubjectPublicKeyInfo (RFC 8410).
const PRIVATE_START = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_START = Buffer.from('302a300506032b6570032100', 'hex');

const keyBytes = (key) => Buffer.from(key.slice(key.indexOf('_') + 1), 'base64').subarray(0, 32);

const content = (id, timestamp, body) =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), Buffer.from(body, 'base64')]);

/** The library reads the machine's clock; for one call it reads this one. */
function at(seconds, action) {
  const now = Date.now;
  Date.now = () => seconds * 1000;
  try {
    return action();
  } finally {
    Date.now = now;
  }
}

/** The value of webhook-signature, by the library. */
export function sign({ secret, id, timestamp, body }) {
  return new Webhook(secret).sign(id, new Date(timestamp * 1000), Buffer.from(body, 'base64').toString('utf8'));
}

/** Whether the library accepts the message; what it throws says why not. */
export function verify({ secret, headers, body, now }) {
  const payload = Buffer.from(body, 'base64').toString('utf8');
  at(now, () => new Webhook(secret).verify(payload, headers, { jsonParse: false }));
  return true;
}

/** The value of webhook-signature in version v1a. */
export function signAsymmetric({ key, id, timestamp, body }) {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_START, keyBytes(key)]), format: 'der', type: 'pkcs8',
  });
  return `v1a,${signBytes(null, content(id, timestamp, body), privateKey).toString('base64')}`;
}

/** Whether one signature of version v1a is the key's. */
export function verifyAsymmetric({ key, signature, id, timestamp, body }) {
  const publicKey = createPublicKey({
    key: Buffer.concat([PUBLIC_START, keyBytes(key)]), format: 'der', type: 'spki',
  });
  const bytes = Buffer.from(signature.slice('v1a,'.length), 'base64');
  return verifyBytes(null, content(id, timestamp, body), publicKey, bytes);
}
