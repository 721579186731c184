// The form of a page whose fields are sealed for a relay. A shop's bundler would resolve `import … from "panless"`.
// @ts-check

// @ts-ignore: it is built.
import { createTokenizer } from "/npm/index.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("checkout"));
const { gateway, audience, pins = "", core } = form.dataset;

createTokenizer({ gateway, core, seal: { audience, pins: pins.split(" ") } }).attach(form);
