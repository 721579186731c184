// The form of the Nelnet page, by the package instead of by a script tag. A shop's bundler would resolve `import … from "panless"`.
// @ts-check

// @ts-ignore: it is built.
import { createTokenizer } from "/npm/index.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("checkout"));
const { publicKey, baseUrl, assets, core } = form.dataset;

// Nelnet gets the security code on wish only.
createTokenizer({ publicKey, baseUrl, assets, core, sendCvv: true }).attach(form);
