// What a token call costs the client. The same file runs in Node and, bundled, in a page.

import { spread } from "../figures.mjs";

const CALLS = 20;
const ROUNDS = 25;
const WARM_UP = 15;

const card = { number: "4242424242424242", expiry: "12/30", cvv: "123", holder: "Rosa Marlowe" };
const { cvv: _, ...withoutCvv } = card;

/** Milliseconds of a call: rounds of calls one after the other, because a page's clock is coarse. */
async function perCall(call, rounds = ROUNDS, calls = CALLS) {
  const times = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const start = performance.now();
    for (let made = 0; made < calls; made += 1) await call();
    if (round >= 0) times.push((performance.now() - start) / calls);
  }
  return spread(times);
}

// A reply of the sandbox's.
const text = JSON.stringify({
  id: "wKgFaj72F3aBPvZneEsBew", type: "card", number: "************4242", fingerprint: "GunPelYVthifNV63LEw1", card_type: "VISA",
  exp_month: 12, exp_year: 2030, cvv: "***", name: "Rosa Marlowe", created: "2026-11-21T01:02:03.500Z",
});

/** All of panless and nothing else: `fetch` answers at once, out of memory. */
async function withoutNetwork(panless, core, act) {
  const { fetch } = globalThis;
  const tokenizer = panless.createTokenizer({ publicKey: "m_0123456789abcdefghijkl", core });
  // The core comes by the real one.
  await tokenizer.ready;
  globalThis.fetch = async () => new Response(text, { status: 200, headers: { "content-type": "application/json" } });
  try {
    return await act(() => tokenizer.generateToken(card));
  } finally {
    globalThis.fetch = fetch;
  }
}

/** AffiniPay, a call after another. */
export const affinipay = (panless, core) => withoutNetwork(panless, core, (call) => perCall(call));

/** As many calls, for what they leave behind. */
export const quick = (panless, core, calls) =>
  withoutNetwork(panless, core, async (call) => {
    for (let made = 0; made < calls; made += 1) await call();
    return calls;
  });

/** Nelnet without its frame: beside `assets` lies a sender that answers at once, out of memory. */
export function nelnetAlone(panless, core, { publicKey, assets }) {
  const tokenizer = panless.createTokenizer({ publicKey, assets, core });
  return perCall(() => tokenizer.generateToken(withoutCvv));
}

function scriptInPage(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    globalThis.benchCallback = resolve;
    script.onerror = reject;
    script.src = url;
    document.head.append(script);
  }).finally(() => document.head.lastChild.remove());
}

/**
 * Nelnet against the sandbox on this machine: `all` is a call, `bare` the same request by a script in the page, which is the network's
 * part and the least that JSONP can cost.
 */
export async function nelnet(panless, core, { publicKey, baseUrl, assets, bareUrl }) {
  const tokenizer = panless.createTokenizer({ publicKey, baseUrl, assets, core });
  const all = await perCall(() => tokenizer.generateToken(withoutCvv), 15, 1);
  const bare = await perCall(() => scriptInPage(bareUrl), 15, 1);
  return { all, bare };
}

function emptyFrame(file) {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts";
  frame.hidden = true;
  frame.src = file;
  return new Promise((resolve) => {
    frame.onload = resolve;
    document.body.append(frame);
  }).finally(() => frame.remove());
}

function emptyWorker() {
  const url = URL.createObjectURL(new Blob(["postMessage(0)"], { type: "text/javascript" }));
  const worker = new Worker(url);
  return new Promise((resolve) => (worker.onmessage = resolve)).finally(() => (worker.terminate(), URL.revokeObjectURL(url)));
}

/** What the browser alone takes for a frame of this file until it has loaded, and for a worker until its first word. */
export const frames = async (file) => ({ frame: await perCall(() => emptyFrame(file), 15, 1), worker: await perCall(emptyWorker, 15, 1) });
