// `paymentspring` and `paymentspring_ach`: the call names of PaymentSpring's tokenizer scripts, old and current, over panless.
// @ts-check

import { callBack } from "../report.js";
import { listIssues, readOptions, startCore, tokenize } from "./shared.js";

/** @typedef {import("./shared.js").Values} Values */

/** In the order of the call with seven arguments. */
const POSITIONS = ["card_number", "csc", "card_owner_name", "card_exp_month", "card_exp_year"];
/** What else the gateway documents; other members of a page's object stay on the page. */
const NAMES = [
  ...POSITIONS, "token_type", "bank_account_number", "bank_routing_number", "bank_account_holder_first_name", "bank_account_holder_last_name",
  "bank_account_type", "address_1", "address_2", "city", "state", "zip", "country",
];
/** The gateway's code for a field, so that pages that compare codes go on doing so. */
const CODES = /** @type {Record<string, string>} */ ({ number: "11112", expiry: "11111", expMonth: "11111", expYear: "11111", cvv: "234722" });

/** @param {Values} given */
function readPayment(given) {
  const isBank = given.token_type === "bank_account";
  // One form for both kinds hands in the fields of both.
  const others = isBank ? /^c(ard_|sc$)/ : /^bank_/;
  /** @type {Values} */
  const payment = {};
  for (const name of NAMES.filter((one) => !others.test(one))) {
    const value = given[name] ?? "";
    // What is optional and empty was not asked for on this page.
    if (value !== "" || (name !== "csc" && name !== "token_type")) payment[name] = `${value}`;
  }
  return payment;
}

/** @param {import("./shared.js").Token} token */
function replyOf({ raw, kind, last4, expMonth, expYear }) {
  // In `raw` a date or the last digits are hidden where they equal the security code.
  return kind === "bank" ? raw : { ...(/** @type {any} */ (raw)), last_4: last4, card_exp_month: expMonth, card_exp_year: expYear };
}

/** @param {import("./shared.js").TokenizerError} error */
function errorsOf(error) {
  if (error.code === "timeout") return null;
  return { errors: listIssues(error).map(({ code, field, message, own }) => ({ code: own ?? CODES[field ?? ""] ?? code, message })) };
}

/** @param {unknown} publicKey @param {Values} given @param {unknown} callback */
async function send(publicKey, given, callback) {
  Object.assign(paymentspring, { key: publicKey, callback });
  const options = { ...paymentspring.options, publicKey, gateway: "nelnet" };
  const reply = await tokenize(options, readPayment(given), replyOf, errorsOf);
  if (typeof callback === "function") callBack(callback, reply);
  return reply;
}

/** @type {any} */
let core;
const start = () => void startCore(paymentspring.options).then((started) => (core = started), () => {});

/** Without a core nothing is known to be wrong; the call judges again. @param {"number" | "expiry" | "cvv" | "holder"} field @param {unknown} value */
function passes(field, value) {
  try { return core.judge(field, `${value ?? ""}`).status === "valid"; } catch { return (start(), true); }
}

export const paymentspring = {
  /** What createTokenizer takes. A page that hands in a CSC wants it sent, as its script always did. */
  options: readOptions({ sendCvv: true, unsupported: "omit" }),
  /** Known to pages, of no use here. */
  ...{ script: null, callback: null, key: null },
  onComplete() {},

  /** @param {unknown} publicKey @param {any} first the payment; else the card's number, followed by the rest of it @param {any[]} rest */
  generateToken(publicKey, first, ...rest) {
    if (typeof first === "object") return send(publicKey, first ?? {}, rest[0]);
    return send(publicKey, Object.fromEntries(POSITIONS.map((name, at) => [name, [first, ...rest][at]])), rest[POSITIONS.length - 1]);
  },

  /** @param {Values} values */
  buildQueryString: (values) => Object.entries(values).map((pair) => pair.map(encodeURIComponent).join("=")).join("&"),

  validateCardNumber: (/** @type {unknown} */ number) => passes("number", number),
  validateCardExpDate: (/** @type {unknown} */ month, /** @type {unknown} */ year) => passes("expiry", `${month}/${year}`),
  validateCSC: (/** @type {unknown} */ code) => passes("cvv", code),
  validateName: (/** @type {unknown} */ name) => passes("holder", name),
};

export const paymentspring_ach = {
  /** @param {unknown} publicKey @param {unknown} account @param {unknown} routing @param {unknown} first @param {unknown} last @param {unknown} callback */
  generateTokenACH(publicKey, account, routing, first, last, callback) {
    const holder = { bank_account_holder_first_name: first, bank_account_holder_last_name: last, bank_account_type: "checking" };
    return send(publicKey, { token_type: "bank_account", bank_account_number: account, bank_routing_number: routing, ...holder }, callback);
  },
};

Object.assign(globalThis, { paymentspring, paymentspring_ach });
// After the page had its chance to change options. A server has no page.
if (globalThis.document) setTimeout(start);
