// Sealed strings and another implementation of JWE, npm's jose: what one makes the other opens.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { CompactEncrypt, calculateJwkThumbprint, compactDecrypt, generateKeyPair, importJWK } from "jose";
import { startSandbox } from "../e2e/harness/sandbox.mjs";

const read = async (name) => JSON.parse(await readFile(new URL(name, import.meta.url), "utf8"));
const { vectors } = await read("vectors.json");
const key = await read("key.json");
const text = new TextEncoder();

/** What the merchant's server adds, by the first word of a shape's name and what it is for. */
const CALLS = {
  "chargezoom.card.v1": { fields: { customerId: "17", defaultCard: 0 } },
  "chargezoom.ach.v1": { fields: { customerId: "17", defaultCard: 0 } },
  "chargezoom.pay.card.v1": { action: "sale", fields: { customerId: 17, gatewayId: 3, payAmount: 5 } },
  "chargezoom.pay.ach.v1": { action: "invoice", fields: { invoiceId: 9, gatewayId: "3", payAmount: 5 } },
  "chargezoom.sub.card.v1": { fields: { customerID: 17, billinfo: 0, address1: "12 Elm St", address2: "Unit 4" } },
  "ontraport.payer.v1": {
    fields: { contact_id: 17, chargeNow: "chargeNow", gateway_id: 3, invoice_template: 1, offer: { products: [{ id: 5 }] } },
  },
};

let sandbox;
let published;

before(async () => {
  sandbox = await startSandbox();
  [published] = await sandbox.relay.keys();
});
after(() => sandbox?.stop());

/** A header for the relay, with these members changed. */
function header(shape, more = {}) {
  const iat = Math.floor(Date.now() / 1000);
  const alg = { alg: "RSA-OAEP-256", enc: "A256GCM", kid: published.kid, typ: "card-fields+jwe", cty: "json", v: 1 };
  return { ...alg, aud: sandbox.relay.url, shape, iat, exp: iat + 300, jti: randomBytes(16).toString("base64url"), ...more };
}

const padded = (plaintext) => {
  const bytes = text.encode(plaintext);
  const whole = new Uint8Array(Math.ceil(bytes.length / 256) * 256).fill(0x20);
  whole.set(bytes);
  return whole;
};

const plaintextOf = (shape) => vectors.find((vector) => vector.shape === shape).plaintext;

/** Seals by jose, for the key that the suite wants. */
async function seal(shape, more, recipient) {
  const protectedHeader = header(shape, more);
  const to = recipient ?? await importJWK({ ...published, alg: protectedHeader.alg });
  return new CompactEncrypt(padded(plaintextOf(shape))).setProtectedHeader(protectedHeader).encrypt(to);
}

test("the thumbprint of the RFC's own key and of the test key are those that jose finds", async () => {
  const n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
  assert.equal(await calculateJwkThumbprint({ kty: "RSA", e: "AQAB", n }), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  assert.equal(await calculateJwkThumbprint(key), key.kid);
  assert.equal(await calculateJwkThumbprint(published), published.kid);
});

for (const vector of vectors) {
  test(`jose opens what the relay's own maker has sealed: ${vector.shape}`, async () => {
    const { plaintext, protectedHeader } = await compactDecrypt(vector.sealed, await importJWK(key, "RSA-OAEP-256"));
    assert.deepEqual(plaintext, padded(vector.plaintext));
    assert.equal(plaintext.length, vector.padded);
    assert.equal(JSON.stringify(protectedHeader), vector.header);
  });

  test(`the relay opens what jose has sealed: ${vector.shape}`, async () => {
    const opened = await sandbox.relay.open({ sealed: await seal(vector.shape), ...CALLS[vector.shape] });
    assert.deepEqual({ status: opened.status, code: opened.code }, { status: 200, code: undefined });
  });
}

test("what jose has sealed is opened once", async () => {
  const sent = { sealed: await seal("chargezoom.card.v1"), ...CALLS["chargezoom.card.v1"] };
  assert.equal((await sandbox.relay.open(sent)).status, 200);
  assert.deepEqual(await sandbox.relay.open(sent), { status: 409, code: "sealed_replayed" });
});

test("another suite that jose makes is refused by its name", async () => {
  const secret = (bytes) => randomBytes(bytes);
  const { publicKey } = await generateKeyPair("ECDH-ES", { crv: "P-256" });
  const suites = [
    [{ alg: "RSA-OAEP" }],
    [{ alg: "RSA-OAEP-384" }],
    [{ alg: "RSA-OAEP-512" }],
    [{ enc: "A128GCM" }],
    [{ enc: "A192GCM" }],
    [{ enc: "A128CBC-HS256" }],
    [{ enc: "A256CBC-HS512" }],
    [{ alg: "dir" }, secret(32)],
    [{ alg: "A256KW" }, secret(32)],
    [{ alg: "A256GCMKW" }, secret(32)],
    [{ alg: "PBES2-HS256+A128KW" }, secret(16)],
    [{ alg: "ECDH-ES" }, publicKey],
    [{ alg: "ECDH-ES+A256KW" }, publicKey],
  ];
  for (const [members, recipient] of suites) {
    const sealed = await seal("chargezoom.card.v1", members, recipient);
    assert.deepEqual(await sandbox.relay.open({ sealed }), { status: 400, code: "sealed_unsupported" }, JSON.stringify(members));
  }
});
