// Looks at one gateway: every assumption, one after the other, so that nobody's limits are strained.

import { createTokenizer } from "panless";
import * as affinipay from "./affinipay.mjs";
import * as nelnet from "./nelnet.mjs";
import * as pepper from "./pepper.mjs";
import { startSite } from "./site.mjs";
import * as stripe from "./stripe.mjs";
import { Busy, NotAsked, unclear } from "./verdict.mjs";
import { makeWorld } from "./world.mjs";

export const gateways = { affinipay, nelnet, pepper, stripe };

/** In milliseconds: how long an answer may take. */
const PATIENCE = 15_000;

/** A key, a base URL or a gateway with which nothing is asked. */
export class Refused extends Error {}

/** Where the gateway lives, without a slash at the end, once panless takes key and address. */
async function address(gateway, publicKey, given) {
  const baseUrl = (given ?? gateways[gateway].baseUrl).replace(/\/+$/, "");
  try {
    await createTokenizer({ publicKey, gateway, ...(baseUrl ? { baseUrl } : {}) }).ready;
  } catch (error) {
    throw new Refused(`panless refuses this (${error.code}): ${error.message}`);
  }
  if (!baseUrl) throw new Refused("the host of this gateway is not published: give --base-url");
  if (/^(pk_)?live_/.test(publicKey)) throw new Refused("this key is of live mode: take the one of test mode of the same account");
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(new URL(baseUrl).hostname);
  if (process.env.CI && !isHere) throw new Refused("this is not for CI: a gateway is nobody's test server");
  return baseUrl;
}

async function look({ look: ask, ...about }, world) {
  try {
    return { ...about, ...(await ask(world)) };
  } catch (error) {
    if (error instanceof Busy) return { ...about, ...unclear(`the gateway was busy: ${error.message}`) };
    // The text of any other error could hold an address with all that was asked.
    return { ...about, result: "not run", came: error instanceof NotAsked ? error.message : `it broke off (${error?.name})` };
  }
}

/**
 * Asks a gateway everything, or `only` some by id; `tell` gets each finding as it comes. `begin` is called once the key was taken, before
 * anything is sent; `openBrowser` opens a browser: `{driver, close}`.
 * @typedef {{ id: string, mark: string, says: string, otherwise: string, result: string, came?: string }} Finding
 * @returns {Promise<{ gateway: string, baseUrl: string, findings: Finding[] }>}
 */
export async function examine({ gateway, publicKey, baseUrl: given, dist, openBrowser, only, patience = PATIENCE, ...listeners }) {
  const { begin = () => {}, tell = () => {} } = listeners;
  if (!Object.hasOwn(gateways, gateway)) throw new Refused("there is no such gateway");
  const chosen = gateways[gateway].assumptions.filter(({ id }) => only?.includes(id) ?? true);
  if (chosen.length === 0) throw new Refused("no assumption has such an id");
  const baseUrl = await address(gateway, publicKey, given);
  begin({ name: gateways[gateway].name, baseUrl, tokens: gateways[gateway].tokens });
  const site = await startSite(dist, baseUrl);
  let browser;
  try {
    const world = makeWorld({ publicKey, baseUrl, patience, browser: () => (browser ??= openBrowser()), site });
    const findings = [];
    for (const assumption of chosen) {
      const finding = await look(assumption, world);
      findings.push(finding);
      tell(finding);
    }
    return { gateway, baseUrl, findings };
  } finally {
    await browser?.then((opened) => opened.close());
    site.stop();
  }
}
