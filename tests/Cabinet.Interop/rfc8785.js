// RFC 8785: https://github.com/erdtman/canonicalize and https://github.com/snowyu/json-canonicalize.ts.
import canonicalize from 'canonicalize';
import { canonicalize as jsonCanonicalize } from 'json-canonicalize';

const libraries = { canonicalize, 'json-canonicalize': jsonCanonicalize };

/** What a library makes of each JSON text; texts go both ways as Base64 of their UTF-8. */
export function canonical({ library, texts }) {
  return texts.map((text) => {
    const value = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    return Buffer.from(libraries[library](value), 'utf8').toString('base64');
  });
}
