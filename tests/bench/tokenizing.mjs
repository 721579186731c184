// What a token call costs the client. The same file runs in Node and, bundled, in a page.

import { median } from "./judging.mjs";

const CALLS = 20;
const ROUNDS = 25;
const WARM_UP = 15;

const card = { number: "4242424242424242", expiry: "12/30", cvv: "123", holder: "Rosa Marlowe" };

/** Milliseconds of a call: the median of rounds of calls one after the other, because a page's clock is coarse. */
async function perCall(call, rounds = ROUNDS, calls = CALLS) {
  const times = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const start = performance.now();
    for (let made = 0; made < calls; made += 1) await call();
    if (round >= 0) times.push((performance.now() - start) / calls);
  }
  return median(times);
}

// A reply of the sandbox's.
const text = JSON.stringify({
  id: "wKgFaj72F3aBPvZneEsBew", type: "card", number: "************4242", fingerprint: "GunPelYVthifNV63LEw1", card_type: "VISA",
  exp_month: 12, exp_year: 2030, cvv: "***", name: "Rosa Marlowe", created: "2026-11-21T01:02:03.500Z",
});

/** AffiniPay, all of panless and nothing else: `fetch` answers at once, out of memory. */
export async function affinipay(panless, core) {
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response(text, { status: 200, headers: { "content-type": "application/json" } });
  try {
    const tokenizer = panless.createTokenizer({ publicKey: "m_0123456789abcdefghijkl", core });
    return await perCall(() => tokenizer.generateToken(card));
  } finally {
    globalThis.fetch = fetch;
  }
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
  const payment = { number: card.number, expiry: card.expiry, holder: card.holder };
  const all = await perCall(() => tokenizer.generateToken(payment), 15, 1);
  const bare = await perCall(() => scriptInPage(bareUrl), 15, 1);
  return { all, bare };
}
