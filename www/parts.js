// What the modules of the package load when it is used, in full, so that bundlers find it.
// @ts-check

const PARTS = {
  jsonp: () => import("./jsonp-sender.js"),
  frame: () => import("./frames/hosted.js"),
  mount: () => import("./frames/mount.js"),
  seal: () => import("./seal/seal.js"),
  attach: () => import("./fields/attach.js"),
  judge: () => import("./judge.js"),
};

export const part = /** @type {import("./core.js").FindPart} */ ((/** @type {keyof typeof PARTS} */ name) => PARTS[name]());
