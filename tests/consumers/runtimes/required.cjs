// The same by `require`, where Node takes modules by it.
const { createTokenizer } = require("panless");

const [publicKey, baseUrl] = process.argv.slice(2);
createTokenizer({ publicKey, baseUrl })
  .generateToken({ number: "4242424242424242", expiry: "12/40", cvv: "123" })
  .then(({ id }) => console.log("wasm", id));
