// The drawer of test cards. It types nothing into panless: it fills the page's inputs, as a password manager does.
// @ts-check

const form = /** @type {HTMLFormElement} */ (document.getElementById("checkout"));

/** @param {string} id @param {string} text */
function fill(id, text) {
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (!input) return;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLButtonElement} button */
function fillWith(button) {
  const { cvv } = button.dataset;
  const [number, account] = button.querySelector("code")?.textContent?.split(" ") ?? [];
  const method = /** @type {HTMLInputElement | null} */ (document.getElementById(cvv ? "method-card" : "method-bank"));
  if (method) method.checked = true;
  const name = { firstName: "Rosa", lastName: "Marlowe", holder: "Rosa Marlowe", accountHolder: "Rosa Marlowe" };
  const inTwoYears = `12 / ${(new Date().getFullYear() + 2) % 100}`;
  const values = cvv ? { country: "US", number, expiry: inTwoYears, cvv, postalCode: "97205" } : { routingNumber: number, accountNumber: account };
  for (const [id, text] of Object.entries({ ...values, ...name })) fill(id, text);
  form.scrollIntoView({ block: "start" });
}

document.getElementById("samples")?.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest("button");
  if (button) fillWith(button);
});
