// Without a browser: tokenizes on each core against the gateway that the command line names.
import { createTokenizer, loadCore } from "panless";

const [publicKey, baseUrl] = process.argv.slice(2);
for (const core of ["wasm", "js"]) {
  const token = await createTokenizer({ publicKey, baseUrl, core }).generateToken({ number: "4242424242424242", expiry: "12/40", cvv: "123" });
  console.log((await loadCore({ core })).name, token.id);
}
