#!/usr/bin/env python3
"""Seals the example envelopes of profile 2 from the description in ../envelope.md, apart from Cabinet's code.

Needs Python 3 and its package "cryptography" for ChaCha20-Poly1305 (RFC 8439). HChaCha20, which makes XChaCha20 of it,
is written here after draft-irtf-cfrg-xchacha-03, section 2.2, and checked against that draft's examples first.
"""
import hashlib
import hmac
import struct
import uuid

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MASK = 0xFFFFFFFF
SEGMENT = 65536


def rotate(value, count):
    return ((value << count) | (value >> (32 - count))) & MASK


def quarter(state, a, b, c, d):
    for first, second, third, count in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[first] = (state[first] + state[second]) & MASK
        state[third] = rotate(state[third] ^ state[first], count)


def hchacha20(key, nonce16):
    state = list(struct.unpack("<16I", b"expand 32-byte k" + key + nonce16))
    for _ in range(10):
        for column in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
            quarter(state, *column)
        for diagonal in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(state, *diagonal)
    return struct.pack("<8I", *state[:4], *state[12:])


def xchacha20_poly1305(key, nonce24, plaintext, associated):
    return ChaCha20Poly1305(hchacha20(key, nonce24[:16])).encrypt(bytes(4) + nonce24[16:], plaintext, associated)


def hkdf_sha512(secret, salt, info, length):
    prk = hmac.digest(salt or bytes(64), secret, "sha512")
    result, block, number = b"", b"", 1
    while len(result) < length:
        block = hmac.digest(prk, block + info + bytes([number]), "sha512")
        result, number = result + block, number + 1
    return result[:length]


def part(value):
    return struct.pack(">H", len(value)) + value


def seal(secret, key_id, version, salt, random_nonce, plaintext, context, label=b"cabinet/v1/content:"):
    segmented = len(plaintext) > SEGMENT
    identity = bytes.fromhex("cab14e7e") + bytes([2 if segmented else 1, 2]) + key_id + struct.pack(">I", version)
    derived = hkdf_sha512(secret, salt, label + identity, 64)
    nonce = random_nonce[:19] + bytes(5) if segmented else random_nonce
    header = identity + salt + derived[32:] + nonce
    associated = header + b"".join(part(value) for value in context)
    if not segmented:
        return header + xchacha20_poly1305(derived[:32], nonce, plaintext, associated)
    parts = [plaintext[start:start + SEGMENT] for start in range(0, len(plaintext), SEGMENT)]
    return header + b"".join(
        xchacha20_poly1305(
            derived[:32],
            nonce[:19] + struct.pack(">IB", number, number == len(parts) - 1),
            segment,
            associated)
        for number, segment in enumerate(parts))


def check_value(secret, key_id, version, profile, purpose):
    identity = bytes.fromhex("cab14e7e") + bytes([1, profile]) + key_id + struct.pack(">I", version)
    return hkdf_sha512(secret, b"", b"cabinet/v1/key-check:" + identity + purpose, 32)


def check_against_the_draft():
    key = bytes(range(32))
    assert hchacha20(key, bytes.fromhex("000000090000004a0000000031415927")).hex() == (
        "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc")
    sealed = xchacha20_poly1305(
        bytes(range(0x80, 0xA0)),
        bytes(range(0x40, 0x58)),
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be "
        b"it.",
        bytes.fromhex("50515253c0c1c2c3c4c5c6c7"))
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49"
    assert sealed[:16].hex() == "bd6d179d3e83d43b9576579493c0e939"


def main():
    check_against_the_draft()
    key_id, secret = bytes(range(0x10)), bytes(range(0x10, 0x30))
    salt, random_nonce = bytes(range(0xA8, 0xC0)), bytes(range(0xC0, 0xD8))
    context = [
        b"acme", b"content", b"job-payload", uuid.UUID("00112233-4455-6677-8899-aabbccddeeff").bytes, b"photos",
        struct.pack(">I", 3),
    ]
    print("check value:", check_value(secret, key_id, 1, 2, b"content").hex())
    print("single:     ", seal(secret, key_id, 1, salt, random_nonce, b"hello, cabinet", context).hex())
    long = bytes(index * 31 % 251 for index in range(150_000))
    envelope = seal(secret, key_id, 1, salt, random_nonce, long, context)
    print("segmented:  ", len(envelope), "bytes, SHA-256", hashlib.sha256(envelope).hexdigest())


if __name__ == "__main__":
    main()
