// The packages beside which panless is measured, each by the smallest import that does its job.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const FOLDER = fileURLToPath(new URL("peers", import.meta.url));

/**
 * `source` is bundled; its `first` is called once, for the first keystroke. `kind` is what the package is for: a token, judging, or typing.
 * `first`, `does` and `lacks` are for the reader.
 */
const ROWS = [
  {
    id: "braintree-web", kind: "token", label: "braintree-web, client + hosted-fields",
    source: `import client from "braintree-web/client"; import fields from "braintree-web/hosted-fields"; globalThis.first = () => [client.create, fields.create];`,
    first: "the script is evaluated; no field yet",
    does: "the page's half of framed fields for one gateway",
    lacks: "its frames (fields, judging, formatting) and its configuration come from its servers and are not counted; no token without them",
  },
  {
    id: "@adyen/adyen-web", kind: "token", label: "@adyen/adyen-web, CustomCard",
    source: `import { AdyenCheckout, CustomCard } from "@adyen/adyen-web"; globalThis.first = () => [AdyenCheckout, CustomCard];`,
    first: "the script is evaluated; no field yet",
    does: "the page's half of framed fields for one gateway, without looks (its Card component weighs more)",
    lacks: "its frames come from its servers and are not counted; no style sheet counted; it encrypts, and only its server makes a payment of that",
  },
  {
    id: "card-validator", kind: "judge",
    source: `import validator from "card-validator"; globalThis.first = () => validator.number("4");`,
    first: "`number(\"4\")`", does: "judges number, expiry, cvv, holder and postal code; brands", lacks: "no token, no formatting, no fields",
  },
  {
    id: "creditcards", kind: "judge",
    source: `import { card, cvc, expiration } from "creditcards"; globalThis.first = () => [card.isValid(card.parse("4")), cvc, expiration];`,
    first: "`card.isValid(\"4\")`", does: "judges number, expiry and cvv as right or wrong; brands; groups",
    lacks: "no token, no fields, no answer for half-typed text; an expiry has to be taken apart first",
  },
  {
    id: "payment", kind: "judge",
    source: `import payment from "payment"; globalThis.first = () => payment.fns.validateCardNumber("4");`,
    first: "`validateCardNumber(\"4\")`", does: "judges number, expiry and cvv as right or wrong; formats inputs", lacks: "no token, no answer for half-typed text",
  },
  {
    id: "credit-card-type", kind: "judge",
    source: `import types from "credit-card-type"; globalThis.first = () => types("4");`,
    first: "`creditCardType(\"4\")`: the brand alone", does: "tells which brands a beginning can be", lacks: "no judging, no token, no fields",
  },
  {
    id: "cleave.js", kind: "type",
    source: `import Cleave from "cleave.js"; globalThis.Formatter = Cleave;`,
    does: "formats an input by brand", lacks: "no judging, no token",
  },
  {
    id: "imask", kind: "type", label: "imask, input + pattern + dynamic",
    source: `import Mask from "imask/esm/controls/input"; import "imask/esm/masked/pattern"; import "imask/esm/masked/dynamic"; globalThis.Formatter = Mask;`,
    does: "formats an input by masks that the page gives", lacks: "no brands, no judging, no token",
  },
];

const version = async (id) => JSON.parse(await readFile(`${FOLDER}/node_modules/${id}/package.json`, "utf8")).version;

/** What a page loads for this source: minified for the same browsers as ours. */
export async function bundle(contents) {
  const options = { bundle: true, minify: true, write: false, format: "iife", target: "es2020", logLevel: "error" };
  const define = { global: "globalThis", "process.env.NODE_ENV": '"production"' };
  const { outputFiles } = await build({ stdin: { contents, resolveDir: FOLDER }, define, ...options });
  return Buffer.from(outputFiles[0].contents);
}

/** All of them, each with `version` and `script`. */
export const loadPeers = () =>
  Promise.all(ROWS.map(async (row) => ({ label: row.id, ...row, version: await version(row.id), script: await bundle(row.source) })));
