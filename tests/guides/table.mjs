// What stands in the guides for what a reader has, and what stands there in a test.

import { readFile } from "node:fs/promises";
import { root } from "./blocks.mjs";

const [, version] = /^version = "(.*)"$/m.exec(await readFile(`${root}/Cargo.toml`, "utf8")) ?? [];

/** The folder that the guides serve the files in. */
export const FOLDER = `/panless/${version}/`;

/** The script tag's files as they are built. */
export const cdn = `${process.env.PANLESS_DIST ?? `${root}/dist`}/cdn/${version}`;

const sri = JSON.parse(await readFile(`${cdn}/sri.json`, "utf8"));

/** The sandbox's private keys: made up, worth nothing. */
export const PRIVATE = {
  AFFINIPAY_SECRET_KEY: "sandbox0secret0key0worth0nothing0anywhere0else00000000000000000",
  NELNET_PRIVATE_KEY: "test_5a4db0c5a4db0c5a4db0c5a4db",
  PEPPER_PRIVATE_KEY: "api_sandbox0key0worth0nothing00",
};

/** A gateway by the placeholder of its key. */
export const PLACEHOLDERS = { affinipay: "m_yourPublicKey", nelnet: "test_yourPublicKey", pepper: "pub_yourPublicKey" };

/** Its host in the guides. */
const HOSTS = { affinipay: "https://api.chargeio.com", nelnet: "https://api.paymentspring.com", pepper: "https://sandbox.pepperpaygateway.com" };

/** The sandbox of a gateway. */
export const sandboxOf = (sandbox, gateway) => (gateway === "affinipay" ? { base: sandbox.base, publicKey: sandbox.publicKey } : sandbox[gateway]);

/** The gateway that a text is about. */
export const gatewayOf = (text) => Object.keys(PLACEHOLDERS).find((id) => text.includes(PLACEHOLDERS[id]));

/** Scripts that stand in for a gateway's own, and so know its host. */
const SCRIPTS = { affinipay: "chargeio.js", nelnet: "paymentspring.js" };

/** A text of the guides with a reader's keys and hosts in it. */
export function filledIn(text, sandbox) {
  for (const [gateway, placeholder] of Object.entries(PLACEHOLDERS)) {
    const { base, publicKey } = sandboxOf(sandbox, gateway);
    // A tag has no host to replace: what has none gets the sandbox's.
    if (!text.includes("data-base-url")) text = text.replaceAll(`data-public-key="${placeholder}"`, `data-public-key="${placeholder}" data-base-url="${base}"`);
    const script = SCRIPTS[gateway] && `src="${FOLDER}${SCRIPTS[gateway]}"`;
    if (script && !text.includes("data-base-url")) text = text.replaceAll(script, `${script} data-base-url="${base}"`);
    text = text.replaceAll(placeholder, publicKey).replaceAll(HOSTS[gateway], base);
  }
  return text.replaceAll("sha384-fromSriJson", sri["panless.js"]);
}

/** The same for a page of a site: its files and its orders lie below its own address. */
export const onPage = (text, sandbox, { url }) => {
  const own = new URL(url).pathname;
  return filledIn(text, sandbox).replaceAll(FOLDER, own).replaceAll(/(["'`])\/orders\b/g, `$1${own}orders`);
};

/** What is served, as a policy names it. */
export function policyOf(text, sandbox, { url }) {
  const { origin } = new URL(url);
  // A source with a path must end as the frame's address does; the gateways' origins are enough of the others.
  const whole = text.replaceAll(`https://HOST${FOLDER}`, url).replaceAll("https://HOST", origin);
  return filledIn(whole, sandbox).replaceAll(/(http:\/\/[\d.:]+)\/scenario\S*/g, "$1").replace(/\s*\n\s*/g, " ");
}

/** What a token of each looks like. */
export const TOKENS = { affinipay: /^[\w-]{22}$/, nelnet: /^[0-9a-f]{9,12}$/, pepper: /^[A-Za-z0-9]{32}$/ };

const basic = (key) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
const json = async (url, { headers, ...body }) => {
  const reply = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body.body) });
  if (!reply.ok) throw new Error(`${new URL(url).pathname} answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
};

const CHARGES = {
  affinipay: ["/v1/charges", basic(PRIVATE.AFFINIPAY_SECRET_KEY), (token) => ({ method: token, amount: 1250 })],
  nelnet: ["/api/v1/charge", basic(PRIVATE.NELNET_PRIVATE_KEY), (token) => ({ token, amount: 1250 })],
  pepper: ["/api/transaction", PRIVATE.PEPPER_PRIVATE_KEY, (token) => ({ type: "sale", amount: 1250, payment_method: { token } })],
};

/** What the shop's server does with a token: that it can is the proof that it was one. */
export function charge(sandbox, gateway, token) {
  const [path, Authorization, body] = CHARGES[gateway];
  return json(`${sandboxOf(sandbox, gateway).base}${path}`, { headers: { Authorization }, body: body(token) });
}

/** A fresh token, made by the gateway's own calls. */
export const freshToken = {
  async affinipay({ base, publicKey }) {
    const body = { type: "card", number: "4242424242424242", exp_month: 12, exp_year: 2030, cvv: "123" };
    return (await json(`${base}/v1/tokens`, { headers: { Authorization: basic(publicKey) }, body })).id;
  },
  async nelnet({ nelnet: { base, publicKey } }) {
    const card = { card_owner_name: "Grace Hopper", card_number: "4111111111111111", card_exp_month: 12, card_exp_year: 2030 };
    const query = new URLSearchParams({ ...card, public_api_key: publicKey, callback: "f" });
    const reply = await fetch(`${base}/api/v1/tokens/jsonp?${String(query).replaceAll("+", "%20")}`);
    return JSON.parse((await reply.text()).replace(/^f\(|\);?\s*$/g, "")).id;
  },
  // The gateway's own call is not known; this is what the sandbox's frame asks.
  async pepper({ pepper: { base } }) {
    const card = { number: "4111111111111111", expiration_date: "12/30", cvc: "999" };
    return (await json(`${base}/sandbox/keep`, { headers: { Origin: new URL(base).origin }, body: { card } })).data.token;
  },
};
