// The form of the Pepper page: the fields are the gateway's own, in a frame. The page asks it for a token and sends the form.
// @ts-check

// @ts-ignore: it is built.
import { createTokenizer } from "/npm/index.js";
import { looks } from "./looks.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("checkout"));
const note = /** @type {HTMLElement} */ (form.querySelector("[data-panless-error]"));
note.setAttribute("role", "alert");
const { publicKey, baseUrl, core, title } = form.dataset;
const language = form.lang;

/** What customers read of an error, in the page's language. @type {Promise<Record<string, string>>} */
const words = import(`/npm/messages/${language}.js`).then((pack) => pack.default, () => ({}));

const settings = { payment: { types: ["card", "ach"], showTitle: false, card: { requireCVV: true } }, styles: looks() };
const fields = createTokenizer({ publicKey, baseUrl, core }).mount("#hosted", { title, settings });

/** @param {import("../../src/wasm/types").TokenizerError} error */
async function tell({ code, category, message, issues }) {
  const pack = await words;
  const wrong = issues.length ? issues : [{ code, message }];
  note.textContent = wrong.map((issue) => pack[issue.code] ?? pack[category] ?? issue.message).join("\n");
}

const isBusy = () => form.getAttribute("aria-busy") === "true";
const setBusy = (/** @type {boolean} */ busy) => form.setAttribute("aria-busy", String(busy));

async function pay() {
  note.textContent = "";
  setBusy(true);
  try {
    const { id } = await fields.generateToken({ amount: "13.00" });
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "payment_token", value: id }));
    form.submit();
  } catch {
    // The event `error` has told it.
    setBusy(false);
    fields.focus();
  }
}

// What goes wrong while somebody pays comes here, too.
fields.on("error", tell);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isBusy()) pay();
});
// A token is good for one order: whoever comes back begins anew.
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  form.querySelector("[name=payment_token]")?.remove();
  fields.clear();
  setBusy(false);
});
