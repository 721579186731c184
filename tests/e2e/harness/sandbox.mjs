// Starts the sandbox gateways and the demo shop as one process of their own, for one test file.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

function program() {
  const path = process.env.PANLESS_SANDBOX;
  if (!path) throw new Error("PANLESS_SANDBOX must name the sandbox program; `cargo xtask e2e` sets it");
  return path;
}

/** What the process says first: its addresses. */
async function addresses(child) {
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the sandbox ended with ${code} before it was ready`);
  });
  const [line] = await Promise.race([once(lines, "line"), ended]);
  return JSON.parse(line);
}

async function json(url, options) {
  const reply = await fetch(url, options);
  if (!reply.ok) throw new Error(`the sandbox answered ${reply.status}`);
  return reply.json();
}

function gateway(address, { baseUrl, publicKey }) {
  return {
    base: baseUrl,
    publicKey,
    scenario: (name, tag) => `${baseUrl}/scenario/${name}${tag ? `~${tag}` : ""}`,
    requests: (tag) => json(`${address}/requests${tag ? `?tag=${encodeURIComponent(tag)}` : ""}`),
    scenarios: () => json(`${address}/scenarios`),
    mend: (tag) => fetch(`${address}/mend?tag=${encodeURIComponent(tag)}`, { method: "POST" }),
  };
}

/** The relay from a merchant's server, and what a test may ask of it beside that. */
function relay(url) {
  const post = (path) => fetch(`${url}/sandbox/${path}`, { method: "POST" });
  return {
    url,
    keys: async () => (await json(`${url}/.well-known/sealed-jwks.json`)).keys,
    /** `{ status, code, reply }` for `{ sealed, context, action, fields }`; see `xtask/sandbox/src/relay.rs` for the merchants. */
    async open(sent, merchant = "sandbox-merchant") {
      const headers = { authorization: `Bearer ${merchant}`, "content-type": "application/json" };
      const answer = await fetch(`${url}/sealed`, { method: "POST", headers, body: JSON.stringify(sent) });
      return { status: answer.status, ...await answer.json() };
    },
    log: () => json(`${url}/sandbox/log`),
    states: () => json(`${url}/sandbox/keys`),
    next: () => post("next"),
    turn: () => post("switch"),
    retire: (kid) => post(`retire?kid=${kid}`),
  };
}

/** A gateway behind the relay: what reached it, and what it took, starred. */
const behind = (base) => ({ base, requests: () => json(`${base}/requests`), received: () => json(`${base}/received`) });

/**
 * Starts it on free ports.
 *
 * `requests(tag)` lists what reached the gateway under a scenario with that tag; without one, everything. `scenario(name, tag)` is the
 * base URL that plays a scenario, `base` the one without. `nelnet`, `pepper` and `stripe` have the same for those gateways. `leaked(tag)` is what the
 * tag's attacks have sent to the third host. `mend(tag)` ends a tag's scenario, `scenarios()` lists them all. Nobody listens at `refused`, nobody reads at `silent`.
 * `relay` opens sealed strings for merchants of `chargezoom` and `ontraport`.
 */
export async function startSandbox() {
  const dist = process.env.PANLESS_DIST ?? `${root}/dist`;
  const places = ["--demo", `${root}/www/demo`, "--dist", dist, "--shop-port", "0", "--affinipay-port", "0"];
  // Its end of our pipe closes when we end, however we end.
  if (process.env.PANLESS_CORE === "policy") places.push("--without-wasm");
  const child = spawn(program(), [...places, "--stop-with-stdin"], { stdio: ["pipe", "pipe", "inherit"] });
  const { shop, frames, affinipay, nelnet, pepper, stripe, foreign, refused, silent, ...sealed } = await addresses(child);
  const { gateways } = await json(`${shop}/config.json`);
  return {
    shop,
    frames,
    affinipay,
    ...gateway(affinipay, gateways.affinipay),
    nelnet: gateway(nelnet, gateways.nelnet),
    pepper: gateway(pepper, gateways.pepper),
    stripe: gateway(stripe, gateways.stripe),
    refused,
    silent,
    relay: relay(sealed.relay),
    chargezoom: behind(sealed.chargezoom),
    ontraport: behind(sealed.ontraport),
    forget: () => fetch(`${affinipay}/requests`, { method: "DELETE" }),
    leaked: (tag) => json(`${foreign}/requests?tag=${encodeURIComponent(tag)}`),
    orderLog: () => fetch(`${shop}/orders/log`).then((reply) => reply.text()),
    async stop() {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
    },
  };
}
