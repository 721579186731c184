// The entries for those who bring the wasm, and the one that has it in itself.
import * as inline from "panless/inline";
import { setup } from "panless/slim";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const [publicKey, baseUrl] = process.argv.slice(2);
const bytes = await readFile(fileURLToPath(import.meta.resolve("panless/panless-fields.wasm")));
const js = () => import("panless/panless-core.js");
const response = () => new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
const module = await WebAssembly.compile(bytes);
const ways = {
  inline,
  bytes: setup({ wasm: () => bytes, js }),
  response: setup({ wasm: response, js }),
  module: setup({ wasm: async () => module, js }),
};
for (const [name, { createTokenizer }] of Object.entries(ways)) {
  for (const core of ["wasm", "js"]) {
    const token = await createTokenizer({ publicKey, baseUrl, core }).generateToken({ number: "4242424242424242", expiry: "12/40", cvv: "123" });
    console.log(`${name} ${core}`, token.id);
  }
}
