// https://github.com/panva/jose: JSON Web Tokens. Keys come as JWK.
import { importJWK, jwtVerify, SignJWT } from 'jose';

/** A token with any header and claims, signed by the library. */
export async function sign({ jwk, header, claims }) {
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, header.alg));
}

/** Header and claims of a token that the library accepts; what it throws says why not. */
export async function verify({ jwk, alg, token, issuer, audience, typ, now }) {
  const { payload, protectedHeader } = await jwtVerify(token, await importJWK(jwk, alg), {
    algorithms: [alg], issuer, audience, typ, currentDate: new Date(now * 1000), requiredClaims: ['jti', 'iat', 'exp'],
  });
  return { payload, header: protectedHeader };
}
