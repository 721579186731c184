// For whoever brings the wasm.
// @ts-check

export { setup } from "./source.js";
