// What stands in the guides for what a reader has, and what stands there in a test.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { root } from "./blocks.mjs";

const [, version] = /^version = "(.*)"$/m.exec(await readFile(`${root}/Cargo.toml`, "utf8")) ?? [];

/** The folder that the guides serve the files in. */
export const FOLDER = `/panless/${version}/`;

const dist = process.env.PANLESS_DIST ?? `${root}/dist`;
const npm = `${dist}/npm`;

/** The script tag's files as they are built. */
export const cdn = `${dist}/cdn/${version}`;

const sri = JSON.parse(await readFile(`${cdn}/sri.json`, "utf8"));

/** The headers that the demo's host of our own frame sends with a file. */
export const headersOf = async ({ frames }, file) => (await fetch(`${frames}${FOLDER}${file}`)).headers;

/** A header of the guides as the demo sends it. */
export const forDemo = (text, { shop }) => text.replaceAll(SHOP, shop);

/** The sandbox's private keys: made up, worth nothing. */
export const PRIVATE = {
  AFFINIPAY_SECRET_KEY: "sandbox0secret0key0worth0nothing0anywhere0else00000000000000000",
  NELNET_PRIVATE_KEY: "test_5a4db0c5a4db0c5a4db0c5a4db",
  PEPPER_PRIVATE_KEY: "api_sandbox0key0worth0nothing00",
  STRIPE_SECRET_KEY: "sk_test_sandboxKeyOfPanless",
  CHARGEZOOM_SECRET_KEY: "sandbox-chargezoom-secret-key",
  CHARGEZOOM_TOKEN: "sandbox-chargezoom-token",
  ONTRAPORT_APP_ID: "2_sandbox_appid",
  ONTRAPORT_API_KEY: "sandbox-ontraport-key",
  RELAY_CREDENTIAL: "sandbox-merchant",
};

/** A gateway by the placeholder of its key. Stripe's holds Nelnet's, so it comes first. */
export const PLACEHOLDERS = { stripe: "pk_test_yourPublicKey", affinipay: "m_yourPublicKey", nelnet: "test_yourPublicKey", pepper: "pub_yourPublicKey" };

/** Its host in the guides. */
const HOSTS = {
  affinipay: "https://api.chargeio.com", nelnet: "https://api.paymentspring.com", pepper: "https://sandbox.pepperpaygateway.com",
  stripe: "https://api.stripe.com",
};

/** The sandbox of a gateway. */
export const sandboxOf = (sandbox, gateway) => (gateway === "affinipay" ? { base: sandbox.base, publicKey: sandbox.publicKey } : sandbox[gateway]);

/** The gateway that a text is about. One whose fields are sealed has no key, and is named. */
export const gatewayOf = (text) =>
  Object.keys(PLACEHOLDERS).find((id) => text.includes(PLACEHOLDERS[id])) ?? /gateway: "(chargezoom|ontraport)"/.exec(text)?.[1];

/** What the guides have for a relay and its keys, and for the gateways that only servers call. */
function sealed({ relay, chargezoom, ontraport }) {
  const [now, next] = relay.known;
  return {
    "https://relay.example.net": relay.url, "https://merchantapi.payportal.com": chargezoom.base, "https://api.ontraport.com": ontraport.base,
    thumbprintOfTheKeyInUse: now.kid, thumbprintOfTheNextKey: next.kid, modulusOfTheKeyInUse: now.n, 1767225600: now.nbf, 1798675200: now.exp,
    timeOfYourServer: new Date().toISOString(),
  };
}

/** The hosts of the guides that serve our own frame, and the shop that it is for. */
const [FRAMES, SHOP] = ["https://pay.example.net", "https://shop.example.com"];

/** Whether a text mounts our own frame. */
export const isFramed = (text) => text.includes(FRAMES);

/** Scripts that stand in for a gateway's own, and so know its host. */
const SCRIPTS = { affinipay: "chargeio.js", nelnet: "paymentspring.js" };

/** A text of the guides with a reader's keys and hosts in it. */
export function filledIn(text, sandbox) {
  for (const [gateway, placeholder] of Object.entries(PLACEHOLDERS)) {
    const { base, publicKey } = sandboxOf(sandbox, gateway);
    // A tag has no host to replace: what has none gets the sandbox's.
    if (!text.includes("data-base-url")) text = text.replaceAll(`data-public-key="${placeholder}"`, `data-public-key="${placeholder}" data-base-url="${base}"`);
    if (!text.includes(" base-url")) text = text.replaceAll(` public-key="${placeholder}"`, ` public-key="${placeholder}" base-url="${base}"`);
    const script = SCRIPTS[gateway] && `src="${FOLDER}${SCRIPTS[gateway]}"`;
    if (script && !text.includes("data-base-url")) text = text.replaceAll(script, `${script} data-base-url="${base}"`);
    text = text.replaceAll(placeholder, publicKey).replaceAll(HOSTS[gateway], base);
  }
  for (const [shown, real] of Object.entries(sealed(sandbox))) text = text.replaceAll(shown, real);
  // In an import map the file stands before its hash.
  const mapped = text.replaceAll(new RegExp(`"${FOLDER}([^"]+)": "sha384-fromSriJson"`, "g"), (_, file) => `"${FOLDER}${file}": "${sri[file]}"`);
  return mapped.replaceAll("sha384-fromSriJson", sri["panless.js"]).replaceAll(/sha384-of-([^']+)/g, (_, file) => sri[file]);
}

/** The same for a page of a site: its files and its orders lie below its own address. */
export const onPage = (text, sandbox, { url, frame }) => {
  const own = new URL(url).pathname;
  const here = text.replaceAll(`${FRAMES}${FOLDER}`, frame?.url).replaceAll(SHOP, new URL(url).origin);
  return filledIn(here, sandbox).replaceAll(FOLDER, own).replaceAll(/(["'`])\/orders\b/g, `$1${own}orders`);
};

/** The hash of a page's import map, as a policy has it. */
const mapHash = (whole) => `sha256-${createHash("sha256").update(/<script type="importmap">([^]*?)<\/script>/.exec(whole)?.[1] ?? "").digest("base64")}`;

/** What is served, as a policy names it. */
export function policyOf(text, sandbox, { url, frame, whole: html }) {
  const { origin } = new URL(url);
  text = text.replaceAll(FRAMES, frame && new URL(frame.url).origin).replaceAll(SHOP, origin);
  // A source with a path must end as the frame's address does; the gateways' origins are enough of the others.
  const whole = text.replaceAll(`https://HOST${FOLDER}`, url).replaceAll("https://HOST", origin);
  return filledIn(whole, sandbox).replace("sha256-ofTheMap", mapHash(html)).replaceAll(/(http:\/\/[\d.:]+)\/scenario\S*/g, "$1").replace(/\s*\n\s*/g, " ");
}

const JWE = /^eyJ[\w-]+(\.[\w-]+){4}$/;

/** What a token of each looks like. */
export const TOKENS = { affinipay: /^[\w-]{22}$/, nelnet: /^[0-9a-f]{9,12}$/, pepper: /^[A-Za-z0-9]{32}$/, stripe: /^b?tok_[A-Za-z0-9]{24}$/, chargezoom: JWE, ontraport: JWE };

const basic = (key) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
const json = async (url, { headers, body }) => {
  const isForm = body instanceof URLSearchParams;
  const kind = isForm ? {} : { "Content-Type": "application/json" };
  const reply = await fetch(url, { method: "POST", headers: { ...kind, ...headers }, body: isForm ? body : JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${new URL(url).pathname} answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
};

const CHARGES = {
  affinipay: ["/v1/charges", basic(PRIVATE.AFFINIPAY_SECRET_KEY), (token) => ({ method: token, amount: 1250 })],
  nelnet: ["/api/v1/charge", basic(PRIVATE.NELNET_PRIVATE_KEY), (token) => ({ token, amount: 1250 })],
  pepper: ["/api/transaction", PRIVATE.PEPPER_PRIVATE_KEY, (token) => ({ type: "sale", amount: 1250, payment_method: { token } })],
  stripe: ["/v1/charges", `Bearer ${PRIVATE.STRIPE_SECRET_KEY}`, (source) => new URLSearchParams({ amount: "1250", currency: "usd", source })],
};

/** What the shop's server says to a relay, beside the string. */
const CARRIED = {
  chargezoom: { action: "create", fields: { customerId: "17", defaultCard: 1 } },
  ontraport: { action: "charge", fields: { contact_id: 1, chargeNow: "chargeNow", gateway_id: 1, invoice_template: 1, offer: { products: [{ id: 1 }] } } },
};

/** What the shop's server does with a token: that it can is the proof that it was one. */
export function charge(sandbox, gateway, token) {
  if (CARRIED[gateway]) {
    const headers = { Authorization: `Bearer ${PRIVATE.RELAY_CREDENTIAL}` };
    return json(`${sandbox.relay.url}/sealed`, { headers, body: { sealed: token, ...CARRIED[gateway] } });
  }
  const [path, Authorization, body] = CHARGES[gateway];
  return json(`${sandboxOf(sandbox, gateway).base}${path}`, { headers: { Authorization }, body: body(token) });
}

/** A string that the package has sealed here, without a browser. */
async function sealedBy(gateway, { relay }) {
  const { createTokenizer } = await import(`${npm}/node.js`);
  const seal = { audience: relay.url, pins: relay.known.map(({ kid }) => kid) };
  return (await createTokenizer({ gateway, seal }).generateToken({ number: "4242424242424242", expiry: "12/30", cvv: "123" })).id;
}

/** A fresh token, made by the gateway's own calls. */
export const freshToken = {
  chargezoom: (sandbox) => sealedBy("chargezoom", sandbox),
  ontraport: (sandbox) => sealedBy("ontraport", sandbox),
  async stripe({ stripe: { base, publicKey } }) {
    const card = { "card[number]": "4242424242424242", "card[exp_month]": "12", "card[exp_year]": "2030", "card[cvc]": "123", key: publicKey };
    return (await json(`${base}/v1/tokens`, { headers: {}, body: new URLSearchParams(card) })).id;
  },
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
