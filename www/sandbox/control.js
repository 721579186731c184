// What a test steers: which answers come next, and how ids look. Nothing here reaches a network.
// @ts-check

import { codes } from "panless-generated";
import { errorOf } from "../error.js";
import { PLAYS, TOKENS } from "./answers.js";

/** @typedef {{ gateway: string, scenario: string, times: number }} Order */

/** The only keys that are taken, beside test keys of a gateway that has such. Nobody's, and it shows. @type {Record<string, string>} */
export const keys = Object.freeze({
  affinipay: "m_sandbox_key_of_panless",
  nelnet: `test_${"sandboxKeyOfPanless".repeat(3)}0`,
  pepper: "pub_sandboxKeyOfPanless",
  stripe: "pk_test_sandboxKeyOfPanless",
});

/** Test keys that show by their form that they are. @type {Record<string, RegExp>} */
const TEST = { nelnet: /^test_[0-9A-Za-z]{58}$/, stripe: /^pk_test_[\w-]+$/ };

/** A key of which nobody can say that it is for tests alone. */
const REAL = /^(m_[\w-]{22}|live_[0-9A-Za-z]{58}|(pub|pk_live)_.*)$/;

/** Whose key it is. @param {string | null} key */
export const gatewayOf = (key) =>
  Object.keys(keys).find((gateway) => keys[gateway] === key) ?? Object.keys(TEST).find((gateway) => TEST[gateway].test(`${key}`));

/** Throws where a key may be one of a real shop's. Whether it is a key at all is the core's to say. @param {any} key */
export function refuseReal(key) { if (REAL.test(key) && !gatewayOf(key)) throw foreign(); }

const FOREIGN = 'This is panless/sandbox: it takes its own keys alone, such as keys.affinipay. A shop imports "panless".';
export const foreign = () => errorOf([codes.indexOf("key_rejected"), "publicKey", FOREIGN, [], null, null, false, "none"]);

/** @type {Order[]} */
let orders = [];
/** @type {number | undefined} */
let count;

// No run of digits that could be a card number.
const LETTERS = "abcdefghijklmn47";

/** An id that nobody takes for a gateway's. @param {number} length */
function makeId(length) {
  const places = count === undefined ? crypto.getRandomValues(new Uint8Array(length - 7)) : [...`${count++}`.padStart(length - 7, "0")].map(Number);
  return "sandbox" + Array.from(places, (place) => LETTERS[place & 15]).join("");
}

/** @param {unknown} isKnown @param {string} what @param {string[]} known */
function need(isKnown, what, known) { if (!isKnown) throw new TypeError(`panless/sandbox: there is no such ${what}; there are ${known.join(", ")}`); }

/** The scenario that is ordered next, if it is one that is `wanted` now. @param {string} gateway @param {(scenario: string) => boolean} [wanted] */
export function take(gateway, wanted = () => true) {
  const order = orders.find((one) => one.gateway === gateway);
  if (!order || !wanted(order.scenario)) return undefined;
  order.times -= 1;
  if (!order.times) orders = orders.filter((one) => one !== order);
  return order.scenario;
}

/**
 * What the gateway answers to a request.
 * @param {string} gateway
 * @param {import("./answers.js").Body} body
 * @param {import("./answers.js").Means} means
 * @param {string} [scenario]
 */
export async function play(gateway, body, means, scenario = take(gateway) ?? "ok") {
  const [make, length] = TOKENS[gateway];
  means.sent();
  return PLAYS[gateway][scenario](make(body, makeId(length)), means);
}

/** In place of the browser's `fetch`, and of a script. @type {import("../exchange.js").Send} */
export async function send([, , user, body], means) {
  const gateway = gatewayOf(/** @type {any} */ (user ?? body.public_key ?? body.public_api_key ?? body.key));
  if (!gateway) throw foreign();
  const [status, answer] = await play(gateway, body, means);
  return { status, text: typeof answer === "string" ? answer : JSON.stringify(answer) };
}

export const sandbox = Object.freeze({
  scenarios: Object.freeze(Object.fromEntries(Object.entries(PLAYS).map(([gateway, plays]) => [gateway, Object.freeze(Object.keys(plays))]))),

  /** @param {string} gateway @param {string} scenario */
  next(gateway, scenario, times = 1) {
    need(Object.keys(PLAYS).includes(gateway), "gateway", Object.keys(PLAYS));
    need(Object.keys(PLAYS[gateway]).includes(scenario), "scenario", Object.keys(PLAYS[gateway]));
    need(times === Infinity || (Number.isInteger(times) && times > 0), "number of times", ["1 and more", "Infinity"]);
    orders.push({ gateway, scenario, times });
  },

  reset({ ids = "random" } = {}) {
    need(["random", "counted"].includes(ids), "kind of ids", ["random", "counted"]);
    orders = [];
    count = ids === "counted" ? 1 : undefined;
  },
});
