// https://github.com/dhensby/node-http-message-signatures, an implementation of RFC 9421.
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';

const toKey = ({ pem, secret }) => pem ?? Buffer.from(secret, 'base64');

const toDates = (values) => Object.fromEntries(Object.entries(values)
  .map(([name, value]) => [name, name === 'created' || name === 'expires' ? new Date(value * 1000) : value]));

// A URL object is normalised as RFC 9110 says; of a string, the library takes @target-uri as it stands.
const toMessage = (message) => message && (message.url ? { ...message, url: new URL(message.url) } : message);

/** Signs a message; the answer is its headers with those of the signature. */
export async function sign({ message, request, key, algorithm, label, components, parameters }) {
  const signed = await httpbis.signMessage(
    {
      key: createSigner(toKey(key), algorithm, parameters.keyid),
      name: label,
      fields: components,
      params: Object.keys(parameters),
      paramValues: toDates(parameters),
    },
    toMessage(message),
    toMessage(request));
  return signed.headers;
}

/** Verifies a message's only signature: true, or false, or null when it has none for this key. */
export async function verify({ message, request, key, algorithm, keyId }) {
  const verifier = createVerifier(toKey(key), algorithm);
  return httpbis.verifyMessage(
    {
      keyLookup: async ({ keyid }) => (keyid === keyId ? { id: keyId, algs: [algorithm], verify: verifier } : null),
      notAfter: Number.MAX_SAFE_INTEGER,
      all: true,
    },
    toMessage(message),
    toMessage(request));
}
