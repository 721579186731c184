// For whoever brings the wasm: a download with a hash, a module that a runtime has compiled, bytes.
// @ts-check

import { api, browserFind } from "./api.js";
import { loaderError } from "./error.js";
import { part } from "./parts.js";

/** @typedef {Response | BufferSource | WebAssembly.Module} WasmSource */

/** Without `assets` nothing tells where files lie. @param {{ wasm: (name: string) => WasmSource | PromiseLike<WasmSource>, js?: import("./core.js").FindJs }} source */
export function setup({ wasm, js }) {
  for (const [field, give] of Object.entries({ wasm, ...(js && { js }) })) if (typeof give !== "function") throw loaderError("option_invalid", { field });
  return api({
    ...browserFind((name, assets) => new URL(name, assets), part),
    wasm: async (name) => {
      const given = await wasm(name);
      if (given instanceof WebAssembly.Module) return given;
      return given instanceof Response ? WebAssembly.compileStreaming(given) : WebAssembly.compile(given);
    },
    ...(js && { js: async (assets) => js(assets) }),
  });
}
