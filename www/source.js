// The public functions over a core that somebody brings: a download with a hash, a module that a runtime has compiled, bytes.
// @ts-check

import { api, load } from "./api.js";
import { loaderError } from "./error.js";
import { send } from "./fetch.js";
import { part } from "./parts.js";

/** @typedef {Response | BufferSource | WebAssembly.Module} WasmSource */

/** @param {{ wasm: (name: string) => WasmSource | PromiseLike<WasmSource>, js?: import("./core.js").FindJs }} source */
export function setup({ wasm, js = (assets) => load(new URL("panless-core.js", assets)) }) {
  for (const [field, give] of Object.entries({ wasm, js })) if (typeof give !== "function") throw loaderError("option_invalid", { field });
  return api({
    wasm: async (name) => {
      const given = await wasm(name);
      if (given instanceof WebAssembly.Module) return given;
      return given instanceof Response ? WebAssembly.compileStreaming(given) : WebAssembly.compile(given);
    },
    js: async (assets) => js(assets),
    // Nothing but `assets` tells where the frame's file lies.
    send: async (encoding, assets) => (encoding === "jsonp" ? (await part("jsonp", assets)).sender(new URL("jsonp.html", assets).href) : send),
    part,
  });
}
