// How much is run: what a change needs, or with `cargo xtask test --all` every cell there is.

import { coreName } from "./browser.mjs";

/** Whether everything is wanted. */
export const isAll = process.env.PANLESS_ALL === "1";

/** How often something is repeated that must leave nothing: often on the core in WebAssembly, and elsewhere as often as shows the same. */
export const times = (few, many) => (isAll || coreName() === "wasm" ? many : few);

/**
 * Of these, the first of each kind: on a second core one shows what all of its kind would, because the kind is what the core decides, and how
 * it came about is the loader's part, which is the same on each.
 */
export function firstOfEach(list, kindOf) {
  const seen = new Set();
  return list.filter((one) => !seen.has(kindOf(one)) && seen.add(kindOf(one)));
}

/** All of these on the core in WebAssembly, and wherever everything is wanted; else the first of each kind. */
export const asNeeded = (list, kindOf, core = coreName()) => (isAll || core === "wasm" ? list : firstOfEach(list, kindOf));
