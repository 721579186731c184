// A form whose fields stand in a frame: the page asks for a token and sends the form with it.
// @ts-check

export const form = /** @type {HTMLFormElement} */ (document.getElementById("checkout"));
const note = /** @type {HTMLElement} */ (form.querySelector("[data-panless-error]"));
note.setAttribute("role", "alert");

/** What customers read of an error, in the page's language. @type {Promise<Record<string, string>>} */
const words = import(`/npm/messages/${form.lang}.js`).then((pack) => pack.default, () => ({}));

/** @typedef {import("../../src/wasm/types").TokenizerError} TokenizerError */

/** @param {TokenizerError} error */
export async function tell({ code, category, message, issues }) {
  const pack = await words;
  const wrong = issues.length ? issues : [{ code, message }];
  note.textContent = wrong.map((issue) => pack[issue.code] ?? pack[category] ?? issue.message).join("\n");
}

let isSent = false;
const setBusy = (/** @type {boolean} */ busy) => form.setAttribute("aria-busy", String(busy || isSent));

/** @type {any} */
let current;
/** @type {object | undefined} */
let options;

/**
 * Takes payments by these fields from now on.
 * @param {any} fields
 * @param {{ call?: object, failed?: (error: TokenizerError) => void }} more what each call is given; who tells the customer of an error
 */
export function payBy(fields, { call, failed = tell }) {
  [current, options] = [fields, call];
  note.textContent = "";
  // However a token came to be: by the button, or by the Enter key in the frame.
  fields.on("token", (/** @type {{ id: string }} */ { id }) => {
    isSent = true;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "payment_token", value: id }));
    form.submit();
  });
  fields.on("error", (/** @type {TokenizerError} */ error) => {
    failed(error);
    if (fields.getState().busy) fields.focus(error.field ?? undefined);
  });
  fields.on("change", (/** @type {{ busy: boolean }} */ { busy }) => setBusy(busy));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  note.textContent = "";
  // The event `error` tells what goes wrong.
  current.generateToken(options).catch(() => {});
});

// A token is good for one order: whoever comes back begins anew.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  form.querySelector("[name=payment_token]")?.remove();
  isSent = false;
  current.clear();
  setBusy(false);
});
