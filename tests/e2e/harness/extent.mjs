// How much is run: what a change needs, or with `cargo xtask test --all` every cell there is.

import { test } from "node:test";
import { coreName } from "./browser.mjs";

/** Whether everything is wanted. */
export const isAll = process.env.PANLESS_ALL === "1";

/** How often something is repeated that must leave nothing. A leak shows after a few; the many are for one that is smaller than its measure. */
export const times = (few, many) => (isAll ? many : few);

/** A test of what is the same on each core, beside others in its file that are not: it runs on the core in WebAssembly, and wherever everything is wanted. */
export const onOneCore = isAll || coreName() === "wasm" ? test : () => {};

/** A test of what another file proves already, in one more place. */
export const onAll = isAll ? test : () => {};

/** Of these, the first of each kind: where the kind is all that the test can see, one shows what all of its kind would. */
export function firstOfEach(list, kindOf) {
  const seen = new Set();
  return list.filter((one) => !seen.has(kindOf(one)) && seen.add(kindOf(one)));
}

/** The first of each kind, or all of these where everything is wanted. */
export const oneOfEach = (list, kindOf) => (isAll ? list : firstOfEach(list, kindOf));

/** All of these on the core in WebAssembly, and wherever everything is wanted; else the first of each kind: how it came about is the loader's part, the same on each core. */
export const asNeeded = (list, kindOf, core = coreName()) => (core === "wasm" ? list : oneOfEach(list, kindOf));
