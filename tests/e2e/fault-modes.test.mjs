// The fault matrix in attached fields and in our own frame: each cell ends as the card's own call does, and leaves a form that can pay.
// `cargo xtask test` plays here what no other file does, one fault per gateway, and counts the cells; `cargo xtask test --all` plays every one.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openBlank } from "./harness/calls.mjs";
import { inside } from "./harness/embed.mjs";
import { isAll } from "./harness/extent.mjs";
import { isSealed } from "./harness/faults.mjs";
import { startKeyFile, targetsOf } from "./harness/key-file.mjs";
import { CELLS, CORES, SIZE, isPlayed } from "./harness/matrix.mjs";
import { needs } from "./harness/needs.mjs";
import { frameFor, openFrames, visit } from "./harness/own-frame.mjs";
import { setOffline } from "./harness/page.mjs";
import { waitFor } from "./harness/wait.mjs";

const CARD = { number: "4242424242424242", expiry: "12/30", cvv: "123" };
const VALUES = { affinipay: CARD, stripe: CARD, chargezoom: CARD, ontraport: CARD, nelnet: { number: "4111111111111111", expiry: "12/30", holder: "Grace Hopper" } };
/** Our frame gives up 200 ms before the page does. */
const DEADLINE = { attached: 300, framed: 900 };
/** A fault for whose sake a gateway is played here although not everything is wanted: what only this way shows. */
const TRIED = ["A refusal that names a field", "A CORS refusal of a refusal", "Half a reply, well sent", "The browser is offline"];
/** How long a relay may take for its keys, in milliseconds. A frame comes meanwhile, on a slow machine, too. */
const KEYS_WITHIN = { attached: 1_000, framed: 3_000 };

let tools;
let driver;
let sandbox;
let keyFile;
let gatewayOf;
let optionsFor;

before(async () => {
  // Both cores are wanted, whichever the run is on.
  tools = await openFrames((engine) => import("./harness/stage.mjs").then(({ openStage }) => openStage(engine, "auto")));
  ({ driver } = tools);
  ({ sandbox } = tools.stage);
  keyFile = await startKeyFile(sandbox.relay);
  ({ gatewayOf, optionsFor } = targetsOf(sandbox, keyFile));
});
after(async () => {
  keyFile?.stop();
  await tools?.close();
});

const run = (script, ...given) => driver.executeScript(script, ...given);

/** The tokenizer's options for what is at this address. In a frame the pins are config.json's to give. */
function givenTo({ gateway, core, mode }, baseUrl) {
  const given = { ...optionsFor(gateway, baseUrl), core };
  if (!isSealed(gateway)) return given;
  return { ...given, timeout: KEYS_WITHIN[mode], ...(mode === "framed" && { seal: { audience: baseUrl } }) };
}

/** Where the cell's gateway is. */
function baseOf({ gateway, play = "ok", unreachable, unread }, tag) {
  if (unreachable) return sandbox.refused;
  return unread ? sandbox.silent : gatewayOf(gateway).scenario(play, tag);
}

// In the page: the inputs, and a form at work.
async function attach(given, names) {
  window.form?.destroy();
  document.querySelector("form")?.remove();
  const element = document.createElement("form");
  element.append(...names.map((name) => Object.assign(document.createElement("input"), { id: name, ariaLabel: name })));
  for (const input of element.children) input.dataset.panless = input.id;
  document.body.append(element);
  window.tokenizer = panless.createTokenizer(given);
  window.form = tokenizer.attach(element, { submit: false });
  // Where fields are sealed, the key file is asked for now.
  await new Promise((resolve) => ["ready", "error"].forEach((name) => form.on(name, resolve)));
}

// In the page: our frame at work, in place of the last, or why it is not.
function mount(given, options) {
  window.form?.destroy();
  window.tokenizer = panless.createTokenizer(given);
  window.form = tokenizer.mount("#fields", options);
  return settled(() => new Promise((resolve, reject) => {
    form.on("ready", resolve);
    form.on("error", reject);
  }));
}

// Where the inputs are.
function fillIn(values) {
  for (const [name, value] of Object.entries(values)) {
    const input = document.getElementById(name);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const generate = (limits) => run((given) => settled(() => form.generateToken(given)), limits);

/**
 * How each mode gets a form whose fields hold a good card: `mended` ends what is wrong with the files. Our frame asks for a relay's keys before
 * it has fields, so it may have failed already, as `failed` says; `begin` begins anew.
 */
const OPEN = {
  async attached(cell, baseUrl) {
    const page = tools.shop.page({ files: { ...cell.site?.files }, policy: cell.site?.policy, endpoint: endpointOf(cell, baseUrl) });
    await driver.get(page.url);
    await run(addOwn);
    await run(attach, givenTo(cell, baseUrl), Object.keys(VALUES[cell.gateway]));
    await run(fillIn, VALUES[cell.gateway]);
    return { mended: () => mend(page, baseUrl) };
  },
  async framed(cell, baseUrl) {
    const { publicKey } = gatewayOf(cell.gateway);
    const config = isSealed(cell.gateway) ? { shop: { publicKeys: undefined, seals: [{ audience: baseUrl, pins: keyFile.pins }] } } : undefined;
    const frame = frameFor(tools, { publicKey, baseUrl, config, framing: { files: { ...cell.site?.files }, endpoint: endpointOf(cell, baseUrl) } });
    const fields = Object.keys(VALUES[cell.gateway]);
    const begin = async () => {
      const told = await run(mount, givenTo(cell, baseUrl), { frameUrl: `${frame.url}frame.html`, fields });
      if (told.error) return isSealed(cell.gateway) ? told : assert.fail(told.error.code);
      await inside(driver, () => run(fillIn, VALUES[cell.gateway]));
      await waitFor("the page knows of the card", () => run(() => form.getState().valid));
      return undefined;
    };
    return { failed: await begin(), begin, mended: () => mend(frame, baseUrl) };
  },
};

const endpointOf = ({ other }, baseUrl) => `${baseUrl}/api/v1/tokens/jsonp${other ? "/v2" : ""}`;

function mend(page, baseUrl) {
  for (const name of Object.keys(page.files)) delete page.files[name];
  page.endpoint = endpointOf({}, baseUrl);
}

// In the page: as calls.mjs has it, for a page that has panless already.
function addOwn() {
  const plain = ({ code, category, field, status, gatewayCode, retryable, outcome, message, stack }) =>
    ({ code, category, field, status, gatewayCode, retryable, outcome, printed: `${message}\n${stack}` });
  window.settled = async (call) => {
    const start = performance.now();
    const end = (told) => ({ ...told, ms: performance.now() - start });
    return call().then((token) => end({ token, error: null }), (error) => end({ token: null, error: plain(error) }));
  };
}

let count = 0;

async function plays(cell) {
  const { mode, gateway, ends, within } = cell;
  const tag = `mode-${(count += 1)}`;
  const baseUrl = baseOf(cell, tag);
  const { failed, begin, mended } = await OPEN[mode](cell, baseUrl);
  let deadline = cell.hangs ? DEADLINE[mode] : undefined;
  if (cell.offline) await setOffline(driver, true);
  let told = failed ?? await generate({ timeout: deadline ?? 15_000 }).finally(() => cell.offline && setOffline(driver, false));
  // On a loaded machine the deadline can come before the request does; then this was another cell, and it is played again, with more time.
  while (deadline < 5_000 && told.error?.outcome !== ends.outcome) told = await generate({ timeout: (deadline *= 2) });
  if (ends === null) return assert.ok(told.token, told.error?.code);
  for (const [name, value] of Object.entries(ends)) assert.equal(told.error?.[name], value, name);
  assert.ok(told.ms < (within ?? 5_000) + (deadline ?? 0), `settled after ${told.ms} ms`);
  assert.equal(told.error.printed.includes(VALUES[gateway].number.slice(0, 7)), false);
  mended();
  if (cell.play) await gatewayOf(gateway).mend(tag);
  if (cell.lasts) return undefined;
  if (failed) assert.equal(await begin(), undefined);
  const next = await generate({});
  assert.equal(next.token?.last4, VALUES[gateway].number.slice(-4), next.error?.code);
  return undefined;
}

const isHere = ({ mode }) => mode === "attached" || mode === "framed";
/** Our frame and the page both wait for a relay that never answers: the frame must be the first to say so. */
const isRace = ({ mode, gateway, fault }) => mode === "framed" && gateway === "chargezoom" && fault === "No answer, ever";
const isWanted = (cell) => isAll || (cell.core === "wasm" && (TRIED.includes(cell.fault) || isRace(cell)));

for (const mode of ["attached", "framed"]) {
  describe(`${mode} fields`, () => {
    before(async () => {
      if (mode === "framed") await visit(tools, { mount: null, page: { policy: "frame-src *" } });
      else await openBlank(driver, sandbox, "wasm");
    });
    for (const cell of CELLS.filter((one) => one.mode === mode && isPlayed(one) && isWanted(one))) {
      test(`${cell.gateway}: ${cell.fault} is ${cell.ends?.code ?? "a token"} on the core ${cell.core}`, needs(cell.offline && "offline"), () => plays(cell));
    }
  });
}

test("no cell is missing: each of every mode, gateway, core and fault has its end, or the reason why it cannot be", (t) => {
  assert.equal(CELLS.length, SIZE);
  assert.equal(new Set(CELLS.map(({ mode, gateway, core, fault }) => [mode, gateway, core, fault].join())).size, SIZE);
  const bare = CELLS.filter((cell) => !isPlayed(cell) && !cell.because);
  assert.deepEqual(bare.map(({ mode, gateway, fault }) => [mode, gateway, fault]), []);
  const played = CELLS.filter(isPlayed);
  for (const core of CORES) assert.equal(played.filter((cell) => cell.core === core).length, played.length / CORES.length);
  const here = played.filter((cell) => isHere(cell) && isWanted(cell)).length;
  t.diagnostic(`${SIZE} cells: ${played.length} are played by --all, ${SIZE - played.length} cannot be, each with its reason; here ${here}`);
});
