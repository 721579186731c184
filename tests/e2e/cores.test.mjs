// Which core a page gets, and what comes after a trap. Chooses the core itself, whichever core the run is on.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { addHelpers, card } from "./harness/calls.mjs";
import { memoryKeeper, searchMemory } from "./harness/memory.mjs";
import { consoleEntries } from "./harness/page.mjs";
import { startSite } from "./harness/site.mjs";
import { openStage } from "./harness/stage.mjs";

let stage;
let driver;
let site;
let connect;

before(async () => {
  stage = await openStage(undefined, "auto");
  driver = stage.driver;
  site = await startSite();
  connect = `connect-src 'self' ${stage.sandbox.affinipay}`;
  await stage.browser.beforePage(memoryKeeper);
  await stage.browser.beforePage(`globalThis.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.blockedURI + " " + event.effectiveDirective));`);
});
after(() => {
  site?.stop();
  return stage?.close();
});
beforeEach(() => consoleEntries(driver));

/** Opens a page; one with a module script is ready when the module has run, and that is before its load event. */
async function open(options) {
  const page = site.page(options);
  await driver.get(page.url);
  await driver.executeScript(addHelpers);
  return page;
}

const run = (script, ...given) => driver.executeScript(script, ...given);
const violations = () => run(() => globalThis.violations);
const nameOf = (options) =>
  run((given) => settled(() => panless.loadCore(given).then((core) => core.name)), options).then(({ token, error }) => token ?? error.code);
// With the longest deadline: nothing here waits for it.
const gateway = (scenario, core) => ({ publicKey: stage.sandbox.publicKey, baseUrl: stage.sandbox.scenario(scenario), core, timeout: 600_000 });

/** A card whose call traps: while it is handed in, or when the reply is, see TRAP_LATE. */
const asks = (when) => ({ before: { ...card, reference: "panless-test-trap" }, after: { ...card, reference: "late" } })[when] ?? card;
const pay = (scenario, core = "auto", when = "never") =>
  run((options, payment) => settled(() => panless.createTokenizer(options).generateToken(payment)), gateway(scenario, core), asks(when));

/** Both: a token of a call, and the name of the core that fields get. */
async function runsOn(name, core) {
  const { token, error } = await pay("ok", core);
  assert.equal(error, null);
  assert.equal(token.last4, "4242");
  assert.equal(await nameOf({ core }), name);
}

// What tokenizing needs; what fields need.
const [PART, WHOLE] = ["panless.wasm", "panless-fields.wasm"];
/** What `loadCore` asks for, both at once. */
const JUDGED = [WHOLE, "panless-judge.js"];
const both = (fault) => ({ [PART]: fault, [WHOLE]: fault });

const TRUSTED = "require-trusted-types-for 'script'";
const withEval = () => `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ${connect}; ${TRUSTED}`;
const withoutEval = () => `default-src 'none'; script-src 'self'; ${connect}; ${TRUSTED}`;
const gatewayAlone = () => `default-src 'none'; connect-src ${stage.sandbox.affinipay}; ${TRUSTED}; script-src`;
// The head start of the WebAssembly is short on this page; what is loaded then has all the time it may take.
const NO_HEAD_START = "{ const later = setTimeout; globalThis.setTimeout = (call, ms, ...given) => later(call, ms === 4000 ? 100 : ms, ...given); }";
// Time runs forty times as fast on this page.
const HURRY = "{ const later = setTimeout; globalThis.setTimeout = (call, ms, ...given) => later(call, ms / 40, ...given); }";
// The gateway's reply to a payment with the reference "late" gets a member with the words that trap.
const TRAP_LATE = `{
  const real = fetch;
  globalThis.fetch = async (url, options) => {
    const reply = await real(url, options);
    if (!options || !String(options.body).includes("late")) return reply;
    return new Response(JSON.stringify({ ...(await reply.json()), note: "panless-test-trap" }));
  };
}`;

describe("the core that a page gets", () => {
  test("is WebAssembly, of which a token call loads no more than it needs", async () => {
    const { asked } = await open({ policy: withEval() });
    assert.equal((await pay("ok")).token.last4, "4242");
    assert.deepEqual(asked, ["panless.js", PART]);
    await runsOn("wasm", "auto");
    assert.deepEqual(asked.splice(2).sort(), JUDGED);
    assert.deepEqual(await violations(), []);
  });

  test("serves token calls, too, once fields have it", async () => {
    const { asked } = await open({ policy: withEval() });
    assert.equal(await nameOf({}), "wasm");
    assert.equal((await pay("ok")).token.last4, "4242");
    assert.deepEqual(asked.splice(1).sort(), JUDGED);
  });

  test("is JavaScript where there is no WebAssembly", async () => {
    const { asked } = await open({ setup: "delete globalThis.WebAssembly;", policy: withEval() });
    await runsOn("js", "auto");
    assert.deepEqual(await violations(), []);
    assert.ok(asked.includes("panless-core.js"));
  });

  test("is JavaScript where the policy forbids WebAssembly, and it is tried once", async () => {
    const { asked } = await open({ policy: withoutEval() });
    await runsOn("js", "auto");
    await runsOn("js", "auto");
    assert.deepEqual(await violations(), ["wasm-eval script-src"]);
    assert.deepEqual(asked, ["panless.js", PART, "panless-core.js", "panless-judge.js"]);
  });

  for (const [name, fault] of [["is missing", "missing"], ["has the wrong type", "wrong type"], ["is something else", "another file"]]) {
    test(`is JavaScript where the wasm ${name}`, async () => {
      const { asked } = await open({ policy: withEval(), files: both(fault) });
      await runsOn("js", "auto");
      assert.deepEqual(asked, ["panless.js", PART, "panless-core.js", "panless-judge.js"]);
    });
  }

  test("is JavaScript where the wasm never comes", async () => {
    await open({ policy: withEval(), setup: NO_HEAD_START, files: both("hang") });
    await runsOn("js", "auto");
  });

  test("is the late WebAssembly where the JavaScript fails", async () => {
    const late = { ...both("after panless-core.js"), "panless-core.js": "missing" };
    const { asked } = await open({ policy: withEval(), setup: NO_HEAD_START, files: late });
    await runsOn("wasm", "auto");
    assert.deepEqual(asked.slice(0, 4), ["setup.js", "panless.js", PART, "panless-core.js"]);
    assert.deepEqual(asked.splice(4).sort(), JUDGED);
  });

  for (const [name, policy] of [
    ["its own host", () => `${gatewayAlone()} 'self'`],
    ["a nonce and strict-dynamic", () => `${gatewayAlone()} 'nonce-n0nce' 'strict-dynamic'`],
    ["a nonce", () => `${gatewayAlone()} 'nonce-n0nce'`],
  ]) {
    test(`is JavaScript for core: "js", without a report under a policy with ${name}`, async () => {
      const { asked } = await open({ policy: policy() });
      await runsOn("js", "js");
      assert.deepEqual([await violations(), await consoleEntries(driver)], [[], []]);
      assert.ok(!asked.includes(PART) && !asked.includes(WHOLE));
    });
  }

  test("can be another one for another tokenizer of the page", async () => {
    await open({ policy: withEval() });
    await runsOn("js", "js");
    await runsOn("wasm", "wasm");
    await runsOn("wasm", "auto");
  });

  for (const core of ["auto", "js"]) {
    test(`is ${core === "js" ? "JavaScript" : "WebAssembly"} from the npm package, too`, async () => {
      await open({ module: true, policy: withEval() });
      await runsOn(core === "js" ? "js" : "wasm", core);
    });
  }

  test("is none but WebAssembly for core: \"wasm\"", async () => {
    const { asked } = await open({ files: both("missing") });
    assert.equal(await nameOf({ core: "wasm" }), "core_failed");
    assert.equal((await pay("ok", "wasm")).error.code, "core_failed");
    assert.equal(asked.includes("panless-core.js"), false);
  });
});

describe("a page without any core", () => {
  for (const [name, back] of [["js", ["panless-core.js"]], ["wasm", [PART, WHOLE]]]) {
    test(`gets one typed error, and recovers when ${back.join(" and ")} is there`, async () => {
      const { files } = await open({ files: { ...both("missing"), "panless-core.js": "missing" } });
      for (let call = 0; call < 2; call += 1) {
        const { error } = await pay("ok");
        assert.deepEqual([error.name, error.code, error.category, error.outcome], ["TokenizerError", "core_failed", "network", "none"]);
      }
      for (const file of back) delete files[file];
      await runsOn(name, "auto");
    });
  }

  test("gets one typed error also where both files hang", async () => {
    await open({ setup: HURRY, files: { ...both("hang"), "panless-core.js": "hang" } });
    assert.equal(await nameOf({}), "core_failed");
  });

  test("gets one typed error where the card logic by itself is missing, and recovers", async () => {
    const { files } = await open({ files: { "panless-judge.js": "missing" } });
    assert.equal(await nameOf({}), "core_failed");
    delete files["panless-judge.js"];
    assert.equal(await nameOf({}), "wasm");
  });
});

test("an unknown core is refused by name", async () => {
  await open();
  const refused = await run(
    async (key, payment) => [
      await settled(async () => panless.createTokenizer({ publicKey: key, core: "asm" })),
      await settled(() => panless.generateToken(key, payment, { core: "JS" })),
      await settled(() => panless.loadCore({ core: 1 })),
    ],
    stage.sandbox.publicKey,
    card,
  );
  for (const { error } of refused) assert.deepEqual([error?.code, error?.field], ["option_invalid", "core"]);
});

for (const core of ["wasm", "js"]) {
  describe(`a trap of the core ${core}`, () => {
    beforeEach(async () => {
      if (!process.env.PANLESS_TRAPPING) throw new Error("PANLESS_TRAPPING must name a build that traps; `cargo xtask e2e` sets it");
      await open({ policy: withEval(), dist: process.env.PANLESS_TRAPPING, setup: TRAP_LATE });
      assert.equal((await pay("ok", core)).token.last4, "4242");
      await consoleEntries(driver);
    });

    test("while a text is judged fails that call, and the very next one works", async () => {
      const told = await run(async (given) => {
        const judge = await panless.loadCore(given);
        const told = [];
        for (const text of ["panless-test-trap", "4242424242424242", "panless-test-trap", "4242424242424242"]) {
          try {
            told.push(judge.judge("number", text).status);
          } catch (error) {
            told.push(error.code);
          }
        }
        return [...told, judge.format("number", "4242424242424242"), (await panless.loadCore(given)).luhn("4242424242424242")];
      }, { core });
      assert.deepEqual(told, ["internal", "valid", "internal", "valid", "4242 4242 4242 4242", true]);
    });

    for (const [when, outcome] of [["before", "none"], ["after", "unknown"]]) {
      test(`${when} the request fails that call at once, and the next one works`, async () => {
        const { error, ms } = await pay("ok", core, when);
        assert.deepEqual([error?.code, error?.category, error?.outcome], ["internal", "internal", outcome]);
        assert.ok(ms < 5000, `settled after ${ms} ms`);
        assert.deepEqual((await searchMemory(driver, card.number)).found, []);
        await runsOn(core, core);
        assert.deepEqual(await consoleEntries(driver), []);
      });
    }

    test("fails every call that runs on the instance, and no later one", async () => {
      const codes = await run(
        async (hanging, good, payment, trapping) => {
          const call = (options, given) => settled(() => panless.createTokenizer(options).generateToken(given));
          const [one, two, three] = await Promise.all([call(hanging, payment), call(hanging, payment), call(good, trapping)]);
          // The numbers of exchanges begin anew: none of these may meet one of those.
          const later = await Promise.all([call(good, payment), call(good, payment), call(good, payment)]);
          return [one, two, three, ...later].map(({ token, error }) => (token ? token.last4 : `${error.code} ${error.outcome}`));
        },
        gateway("hang", core),
        gateway("ok", core),
        card,
        asks("after"),
      );
      assert.deepEqual(codes, ["internal unknown", "internal unknown", "internal unknown", "4242", "4242", "4242"]);
    });

    test("in a judgement fails a running token call as well, and whatever comes right after works", async () => {
      const told = await run(
        async (hanging, good, payment) => {
          // Fields and calls on one core.
          const judge = await panless.loadCore({ core: good.core });
          const tokenizer = panless.createTokenizer(hanging);
          await tokenizer.ready;
          const running = settled(() => tokenizer.generateToken(payment));
          // What began before this is on its way when it settles.
          await tokenizer.ready;
          let trapped;
          try {
            judge.judge("holder", "panless-test-trap");
          } catch ({ code }) {
            trapped = code;
          }
          // In the same turn: this call gets the number that the running one had, which must not let go of it any more.
          const next = settled(() => panless.createTokenizer(good).generateToken(payment));
          const { valid } = tokenizer.validate(payment);
          return [trapped, valid, (await running).error.code, (await next).token?.last4];
        },
        gateway("hang", core),
        gateway("ok", core),
        card,
      );
      assert.deepEqual(told, ["internal", true, "internal", "4242"]);
    });
  });
}

test("where a browser starts no large module in one step, a tokenizer recovers from a trap all the same", async () => {
  const setup = "WebAssembly.Instance = class { constructor() { throw new RangeError('too large'); } };";
  await open({ policy: withEval(), dist: process.env.PANLESS_TRAPPING, setup });
  for (let round = 0; round < 2; round += 1) {
    const { error } = await pay("ok", "wasm", "before");
    assert.equal(error.code, "internal");
    const { token } = await pay("ok", "wasm");
    assert.equal(token.last4, "4242");
  }
});
