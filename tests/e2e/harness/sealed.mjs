// What is sealed, as its reader sees it, and a place for keys of a test's own.

import { createHash, generateKeyPairSync } from "node:crypto";

const KEYS = ".well-known/sealed-jwks.json";

/** A day, and the time now, in seconds. */
export const DAY = 86_400;
export const now = () => Math.floor(Date.now() / 1000);

/** The protected header of a sealed string. */
export const headerOf = (sealed) => JSON.parse(Buffer.from(sealed.split(".")[0], "base64url"));

/** What a page says of the relay. */
export const sealFor = async (relay) => ({ audience: relay.url, pins: (await relay.keys()).map(({ kid }) => kid) });

/** What the merchant's server answers after it has carried the string to the relay: `{ status, code, reply, received }`. */
export async function openAtRelay({ sandbox }, sealed, action, context) {
  const answer = await fetch(`${sandbox.shop}/sealed`, { method: "POST", body: JSON.stringify({ sealed, action, context }) });
  return { status: answer.status, ...await answer.json() };
}

/** A page of a site that publishes keys as a relay does, the relay's own unless others are given: its `audience`, the `files` that may fail, their `file`. */
export async function keysAt(site, relay, keys) {
  const own = { [KEYS]: JSON.stringify({ keys: keys ?? await relay.keys() }) };
  const page = site.page({ own, headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "max-age=3600" } });
  return Object.assign(page, { audience: page.url.slice(0, -1), file: KEYS });
}

/** The public half of a fresh pair that nobody keeps, as a relay publishes it, with these members changed before its thumbprint is made. */
export function makeKey(more = {}, { bits = 2048, exponent = 65_537, half = "publicKey" } = {}) {
  const { [half]: made } = generateKeyPairSync("rsa", { modulusLength: bits, publicExponent: exponent });
  const key = { ...made.export({ format: "jwk" }), alg: "RSA-OAEP-256", use: "enc", nbf: now() - DAY, exp: now() + DAY, ...more };
  const { e, kty, n } = key;
  return { kid: createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url"), ...key };
}
