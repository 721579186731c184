import type { createTokenizer, generateToken, isTokenizerError, loadCore } from "./index.js";

export * from "./types.js";
export * from "./forms.js";

/** The core as WebAssembly: a download on its way, bytes, or compiled. */
export type WasmSource = Response | BufferSource | (WebAssembly.Module & object);

/** Where the core comes from. Nothing is asked for before it is used. */
export interface CoreSource {
  /**
   * Gives the file of this name. `panless.wasm` is asked for by `generateToken`, `panless-fields.wasm` by whatever has fields or judges
   * by itself; the latter serves for both. What failed is asked for again by the next call, so each call begins a download of its own.
   */
  wasm(name: "panless.wasm" | "panless-fields.wasm"): WasmSource | PromiseLike<WasmSource>;
  /** Imports `panless/panless-core.js`, for pages on which WebAssembly cannot run. Default: from the folder that the option `assets` names. */
  js?: (assets?: string) => Promise<typeof import("./panless-core.js")>;
}

/** The functions of `panless` over a core that the caller brings. */
export interface Panless {
  createTokenizer: typeof createTokenizer;
  generateToken: typeof generateToken;
  loadCore: typeof loadCore;
  isTokenizerError: typeof isTokenizerError;
}

/**
 * Loads nothing. `jsonp.html`, which Nelnet needs, is looked for in the folder that the option `assets` names.
 * @throws {TokenizerError} `option_invalid` for a source that is no function.
 */
export function setup(source: CoreSource): Panless;
