// The form of a page whose fields stand in our own frame, which another host serves. This page cannot read them.
// @ts-check

// @ts-ignore: it is built.
import { createTokenizer } from "/npm/index.js";
import { frameLooks } from "./looks.js";
import { form, payBy, tell } from "./mounted.js";

const { publicKey, baseUrl, core, frameUrl, sendCvv } = form.dataset;
// Nelnet gets the security code on wish only.
const tokenizer = createTokenizer({ publicKey, baseUrl, core, ...(sendCvv && { sendCvv: true }) });

/** @type {any} */
let fields;

/** Shows the fields of a card or of a bank account. */
function show() {
  fields?.destroy();
  const kind = new FormData(form).get("method");
  fields = tokenizer.mount("#framed", { frameUrl, kind, language: form.lang, styles: frameLooks() });
  payBy(fields, { failed: (error) => void (fields.getState().ready || tell(error)) });
}

// The choice as the browser left it, and as it is made.
show();
form.addEventListener("change", show);
