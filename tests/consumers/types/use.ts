// Compiled, never run: every entry of the package in a user's strict project.
// @ts-expect-error: nothing but the entries can be imported
import type * as none from "panless/node.js";
import { createTokenizer, generateToken, isTokenizerError, loadCore } from "panless";
import type { CardCore, PaymentForm, Token, Tokenizer, TokenizerOptions } from "panless";
import * as chargeio from "panless/compat/chargeio";
import * as paymentspring from "panless/compat/paymentspring";
import * as tokenizer from "panless/compat/tokenizer";
import * as inline from "panless/inline";
import german from "panless/messages/de";
import type { Pack } from "panless/messages/de";
import makeCore from "panless/panless-core.js";
import { setup } from "panless/slim";
import type { CoreSource, Panless, WasmSource } from "panless/slim";

const options: TokenizerOptions = { publicKey: "m_x" };
const source: CoreSource = { wasm: (name) => fetch(`/panless/${name}`, { integrity: "sha384-x" }) };
const compiled: WasmSource = new WebAssembly.Module(new Uint8Array());
const three: Panless[] = [
  { createTokenizer, generateToken, loadCore, isTokenizerError },
  inline,
  setup({ wasm: () => compiled, js: () => import("panless/panless-core.js") }),
];

export async function use({ createTokenizer, loadCore, isTokenizerError }: Panless): Promise<Token | null> {
  const tokenizer: Tokenizer = createTokenizer(options);
  const form: PaymentForm = tokenizer.attach("#checkout");
  const core: CardCore = await loadCore();
  const pack: Pack = german;
  try {
    return core.luhn("42") ? await form.generateToken() : await tokenizer.generateToken({ number: "4242424242424242", expiry: "12/30" });
  } catch (error) {
    return isTokenizerError(error) && pack[error.code] ? null : Promise.reject(error);
  }
}

export const made = [chargeio, paymentspring, tokenizer, three.map(use), setup(source), makeCore()];

// @ts-expect-error: a path is no wasm
setup({ wasm: () => "/panless.wasm" });
// @ts-expect-error: the wasm must be brought
setup({});
