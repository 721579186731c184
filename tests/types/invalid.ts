// Compiled, never run: what must not compile.
import { createTokenizer, generateToken, loadCore } from "panless";

// @ts-expect-error a key is wanted
createTokenizer({});
// @ts-expect-error an unknown option
createTokenizer({ publicKey: "m_x", publickey: "m_x" });
// @ts-expect-error an unknown gateway
createTokenizer({ publicKey: "m_x", gateway: "acme" });
// @ts-expect-error a number is text
generateToken("m_x", { number: 4242424242424242, expiry: "12/30" });
// @ts-expect-error an unknown brand
createTokenizer({ publicKey: "m_x", acceptedBrands: ["acme"] });
// @ts-expect-error an unknown field
loadCore().then((core) => core.judge("pin", "1"));
// @ts-expect-error an unknown option
loadCore().then((core) => core.judge("number", "4", { strict: true }));
// @ts-expect-error ready is read-only
createTokenizer({ publicKey: "m_x" }).ready = Promise.resolve();
// @ts-expect-error an unknown core
loadCore({ core: "asm" });
