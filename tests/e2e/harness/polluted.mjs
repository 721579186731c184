// What an attacker without a script of his own can put on Object.prototype: names with values of JSON, by a library that merges what a
// query string or a reply says into an object. Here: every name that panless or the browser could take for an option.

/** Of the tokenizer, its calls and the card logic. `evil` is where no card may go. */
const TOKENIZER = (evil) => ({
  publicKey: "pk_test_00000000000000000000", gateway: "stripe", baseUrl: evil, assets: `${evil}/`, timeout: 1, core: "js", encoding: "json", sendCvv: true,
  unsupported: "omit", acceptedBrands: ["mastercard"], brands: { off: ["visa"] }, off: ["visa"], forceLuhn: ["visa"], messages: { number_missing: "polluted" },
  seal: { audience: evil, pins: ["A".repeat(43)] }, audience: evil, pins: ["A".repeat(43)], keys: [{ kty: "RSA" }], shape: "polluted", context: "polluted", serverTime: 0,
  redirectHosts: ["evil.example"], signal: { aborted: true }, callback: "polluted", today: "1999-01-01", now: "1999-01-01", brand: "mastercard", country: "FR",
});

/** Of attached fields and frames. */
const FORMS = (evil) => ({
  tokenInput: "polluted", brandInput: "polluted", last4Input: "polluted", language: "fr", brandMarks: false, autoAdvance: true, optional: ["cvv"], submit: false,
  frameUrl: `${evil}/frame.html`, title: "polluted", amount: "1.00", expiry: "0199", address: { line1: "polluted" }, shippingAddress: { line1: "polluted" },
  settings: { payment: { types: ["ach"] } }, kind: "bank", fields: ["email"], values: { holder: "polluted" }, labels: { number: "polluted" }, styles: { form: { color: "red" } },
  form: "#checkout", panless: "holder", panlessError: "polluted", error: true, field: "number",
});

/** Of a payment, in our words and in a gateway's. */
const PAYMENT = {
  number: "5555555555554444", cvv: "999", expMonth: "1", expYear: "1999", holder: "polluted", firstName: "polluted", lastName: "polluted", routingNumber: "000000013",
  accountNumber: "1234567890", accountType: "savings", accountHolderType: "company", currency: "EUR", email: "polluted@evil.example", phone: "1", reference: "polluted",
  description: "polluted", metadata: { polluted: "1" }, line1: "polluted", city: "polluted", postalCode: "00000", card_number: "5555555555554444", exp_month: 1, public_key: "polluted",
};

/** What the browser itself reads of the objects that it is given: of fetch, listeners, events, observers, messages, WebCrypto, shadow roots. */
const BROWSER = (evil) => ({
  method: "PUT", mode: "no-cors", redirect: "follow", credentials: "include", cache: "force-cache", referrer: "about:client", referrerPolicy: "unsafe-url", integrity: "sha384-AAAA",
  keepalive: true, headers: { "x-polluted": "1" }, body: "polluted", duplex: "half", priority: "low", window: null, "content-type": "text/plain", authorization: "polluted",
  once: true, passive: true, capture: true, bubbles: false, cancelable: true, composed: false, detail: "polluted", childList: false, subtree: false, attributes: false,
  attributeFilter: ["x"], stream: true, fatal: true, transfer: [], targetOrigin: evil, tagLength: 32, label: "polluted", additionalData: "polluted", length: 0, hash: "SHA-1",
  slotAssignment: "manual", src: `${evil}/`, sandbox: "", cause: "polluted",
});

/** What our own code calls members of its objects, where one may be missing. */
const OWN = {
  sealing: "polluted", sent: true, text: '{"id":"polluted"}', failed: "load", status: "invalid", code: "declined", accepted: false, valid: false, empty: true, whole: true,
  js: "polluted", wasm: "polluted", auto: "polluted", "auto+": "polluted", "js+": "polluted", "wasm+": "polluted", issues: ["polluted"], outcome: "unknown", retryable: true,
  start: 0, end: 0, type: "polluted", data: "polluted", id: "polluted", name: "polluted", value: "polluted", message: "polluted", since: 0, own: "polluted",
  protocol: "https:", href: "https://evil.example/", origin: "polluted", inputType: "polluted", isComposing: true, key: "z", ctrlKey: true,
};

/** All of them, by name. */
export const polluted = (evil) => ({ ...PAYMENT, ...OWN, ...BROWSER(evil), ...FORMS(evil), ...TOKENIZER(evil) });
