// The bridge to @hpke/core with @hpke/dhkem-x25519 and @hpke/chacha20poly1305.
import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, ExportOnly, HkdfSha256, HkdfSha512 } from "@hpke/core";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { DhkemX25519HkdfSha256 } from "@hpke/dhkem-x25519";

const kems = { 16: DhkemP256HkdfSha256, 32: DhkemX25519HkdfSha256 };
const kdfs = { 1: HkdfSha256, 3: HkdfSha512 };
const aeads = { 1: Aes128Gcm, 2: Aes256Gcm, 3: Chacha20Poly1305, 65535: ExportOnly };

const bytes = (text) => {
  const buffer = Buffer.from(text, "base64");
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.length);
};
const text = (buffer) => Buffer.from(buffer).toString("base64");
const suiteOf = ({ kem, kdf, aead }) =>
  new CipherSuite({ kem: new kems[kem](), kdf: new kdfs[kdf](), aead: new aeads[aead]() });
const pskOf = (psk) => (psk ? { key: bytes(psk.key), id: bytes(psk.id) } : undefined);

async function exportAll(context, exports) {
  const values = [];
  for (const { context: exporterContext, length } of exports) {
    values.push(text(await context.export(bytes(exporterContext), length)));
  }
  return values;
}

/** Seals messages for a public key; answers the encapsulation, the ciphertexts and the exports. */
export async function send({ suite, recipientKey, info, senderKey, psk, messages, exports }) {
  const cipher = suiteOf(suite);
  const context = await cipher.createSenderContext({
    recipientPublicKey: await cipher.kem.deserializePublicKey(bytes(recipientKey)),
    info: bytes(info),
    senderKey: senderKey ? await cipher.kem.deserializePrivateKey(bytes(senderKey)) : undefined,
    psk: pskOf(psk),
  });
  const ciphertexts = [];
  for (const { associatedData, plaintext } of messages) {
    ciphertexts.push(text(await context.seal(bytes(plaintext), bytes(associatedData))));
  }
  return { encapsulation: text(context.enc), ciphertexts, exports: await exportAll(context, exports) };
}

/** Opens messages with a private key; answers the plaintexts, null where one is refused, and the exports. */
export async function receive({ suite, recipientKey, encapsulation, info, senderKey, psk, messages, exports }) {
  const cipher = suiteOf(suite);
  const context = await cipher.createRecipientContext({
    recipientKey: await cipher.kem.deserializePrivateKey(bytes(recipientKey)),
    enc: bytes(encapsulation),
    info: bytes(info),
    senderPublicKey: senderKey ? await cipher.kem.deserializePublicKey(bytes(senderKey)) : undefined,
    psk: pskOf(psk),
  });
  const plaintexts = [];
  for (const { associatedData, ciphertext } of messages) {
    try {
      plaintexts.push(text(await context.open(bytes(ciphertext), bytes(associatedData))));
    } catch {
      plaintexts.push(null);
    }
  }
  return { plaintexts, exports: await exportAll(context, exports) };
}
