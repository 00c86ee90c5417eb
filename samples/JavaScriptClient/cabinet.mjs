// A client of the signed boundary (docs/boundary/protocol.md) that needs nothing but Node.
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';

export class CabinetClient {
  #origin;
  #keyId;
  #key;

  /**
   * @param {string} url the node's, such as https://api.example.com
   * @param {string} keyId what `cabinet clients add` printed, such as billing/1
   * @param {string} pem the private Ed25519 key, PKCS#8
   */
  constructor(url, keyId, pem) {
    this.#origin = new URL(url);
    this.#keyId = keyId;
    this.#key = createPrivateKey(pem);
  }

  /** Submits a task. Sent again under the same key, it is accepted once. */
  submit(pipeline, input, { label, idempotencyKey = randomBytes(18).toString('base64url') } = {}) {
    return this.#send('POST', '/v1/tasks', JSON.stringify({ pipeline, input, label }), idempotencyKey);
  }

  /** How a task stands. */
  findTask(id) {
    return this.#send('GET', `/v1/tasks/${encodeURIComponent(id)}`);
  }

  // A lost answer and a node that is busy are tried again: with the same idempotency key, and a nonce of its own each time.
  async #send(method, path, body, idempotencyKey) {
    for (let attempt = 1; ; attempt++) {
      try {
        const headers = this.#headers(method, path, body, idempotencyKey);
        const answer = await fetch(new URL(path, this.#origin), { method, headers, body, redirect: 'error' });
        if (answer.ok) {
          return await answer.json();
        }

        const { error } = await answer.json();
        const { code, message, reference } = error;
        throw Object.assign(new Error(`${code}: ${message}`), { code, reference, status: answer.status });
      } catch (error) {
        const again = error.status === undefined || error.status === 429 || error.status === 503;
        if (!again || attempt === 5) {
          throw error;
        }

        await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
      }
    }
  }

  #headers(method, path, body, idempotencyKey) {
    const headers = {};
    const covered = [['@method', method], ['@authority', this.#origin.host], ['@path', path], ['@query', '?']];
    if (idempotencyKey !== undefined) {
      headers['Idempotency-Key'] = idempotencyKey;
      covered.push(['idempotency-key', idempotencyKey]);
    }

    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      headers['Content-Digest'] = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
      covered.push(['content-type', headers['Content-Type']], ['content-digest', headers['Content-Digest']]);
    }

    const names = covered.map(([name]) => `"${name}"`).join(' ');
    const created = Math.floor(Date.now() / 1000);
    const nonce = randomBytes(18).toString('base64url');
    const parameters = `(${names});created=${created};nonce="${nonce}";keyid="${this.#keyId}";tag="cabinet-v1"`;
    const lines = [...covered, ['@signature-params', parameters]].map(([name, value]) => `"${name}": ${value}`);
    const signature = sign(null, Buffer.from(lines.join('\n')), this.#key).toString('base64');
    return { ...headers, 'Signature-Input': `sig=${parameters}`, Signature: `sig=:${signature}:` };
  }
}
