import { setup } from "panless/slim";
import { run } from "./page.js";

const { createTokenizer, loadCore } = setup({
  wasm: (name) => fetch(`./${name}`, { integrity: HASHES[name] }),
  js: () => import("panless/panless-core.js"),
});

run({ createTokenizer, loadCore });
