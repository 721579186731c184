// panless as a shop's own tests want it: the same core, the same code, and answers without a gateway.
// @ts-check

import { api } from "../api.js";
import { refuseReal, send } from "./control.js";

/**
 * The public functions over one way of finding the core.
 * @param {Pick<import("../core.js").Find, "wasm" | "js">} core
 */
export function sandboxApi(core) {
  const real = api({ ...core, send: async () => send, part: (/** @type {string} */ name) => /** @type {any} */ (PARTS)[name]?.() ?? Promise.reject() });
  return {
    ...real,
    createTokenizer(/** @type {any} */ options) {
      refuseReal(options?.publicKey);
      return real.createTokenizer(options);
    },
  };
}

const PARTS = {
  frame: () => import("./frame.js"),
  // A platform's own frame is no gateway: it has a host, and a test of it needs that.
  seal: () => import("../seal/seal.js"),
  attach() {
    letAllBeShown();
    return import("../fields/attach.js");
  },
  judge: () => import("../judge.js"),
};

/** A document that nobody draws, as jsdom's, has no boxes, and no input in it would count as shown. */
function letAllBeShown() {
  const { documentElement: root } = document;
  if (root.getClientRects().length) return;
  const { prototype } = /** @type {any} */ (document.defaultView).Element;
  prototype.getClientRects = function () { return this.closest("[hidden]") ? [] : [this.getBoundingClientRect()]; };
}
