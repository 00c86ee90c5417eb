// C2SP checkpoints and RFC 6962 proofs: https://github.com/sigstore/sigstore-js, by its verifier of transparency logs.
import { createHash, createPublicKey } from 'node:crypto';
import checkpoints from '@sigstore/verify/dist/tlog/checkpoint.js';
import merkle from '@sigstore/verify/dist/tlog/merkle.js';

const ed25519 = Buffer.from('302a300506032b6570032100', 'hex');

/** The log of a verifier key ("vkey" of C2SP signed-note), in the form in which the library knows logs. */
function logOf(verifierKey) {
  const [name, hash, encoded] = verifierKey.split(/\+(.{8})\+/);
  const key = Buffer.from(encoded, 'base64');
  const logID = createHash('sha256').update(`${name}\n`).update(key).digest();
  if (logID.subarray(0, 4).toString('hex') !== hash) throw new Error('the key has another hash');
  const publicKey = createPublicKey({ key: Buffer.concat([ed25519, key.subarray(1)]), format: 'der', type: 'spki' });
  return { logID, publicKey, baseURL: name };
}

/** Verifies a checkpoint's signature, and what it says the tree is. */
export function checkpoint({ note, verifierKey }) {
  const entry = { inclusionProof: { checkpoint: { envelope: note } } };
  const read = checkpoints.verifyCheckpoint(entry, [logOf(verifierKey)]);
  return { origin: read.origin, size: Number(read.logSize), root: read.logHash.toString('base64') };
}

/** Verifies that entries are in the tree of a checkpoint, each by its own proof. */
export function inclusion({ note, verifierKey, entries }) {
  const signed = { inclusionProof: { checkpoint: { envelope: note } } };
  const read = checkpoints.verifyCheckpoint(signed, [logOf(verifierKey)]);
  for (const { index, body, hashes } of entries) {
    merkle.verifyMerkleInclusion(
      {
        canonicalizedBody: Buffer.from(body, 'base64'),
        inclusionProof: { logIndex: index, hashes: hashes.map((hash) => Buffer.from(hash, 'base64')) },
      },
      read);
  }
  return entries.length;
}
