// What each gateway answers, by scenario, as its documentation has it. Names are those of the sandbox gateways in xtask/sandbox,
// which answer alike over a network.
// @ts-check

/** @typedef {import("../exchange.js").Means} Means */
/** @typedef {Record<string, any>} Body */
/** @typedef {[status: number, body: unknown]} Answer the body is an object, or text; the status of a script is 0 */
/** @typedef {(token: Body, means: Means) => Answer | Promise<Answer>} Play */

/** By the number's beginning what a brand is called, at Nelnet if it has a word for it. @type {[RegExp, string, string?][]} */
const BRANDS = [
  [/^4/, "VISA", "visa"],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, "MASTERCARD", "mastercard"],
  [/^3[47]/, "AMERICAN_EXPRESS", "amex"],
  [/^(6011|64[4-9]|65)/, "DISCOVER", "discover"],
  [/^3(0[0-5]|[689])/, "DINERS_CLUB", "dinersclub"],
  [/^35(2[89]|[3-8])/, "JCB"],
  [/^/, "UNKNOWN"],
];
const brandOf = (/** @type {string} */ number) => /** @type {(typeof BRANDS)[0]} */ (BRANDS.find(([beginning]) => beginning.test(number)));

const starred = (/** @type {string} */ digits, shown = 4, length = digits.length) => digits.slice(-shown).padStart(length, "*");

/** @param {Body} body @param {(name: string) => boolean} isWanted @returns {Body} */
const pick = (body, isWanted) => Object.fromEntries(Object.entries(body).filter(([name]) => isWanted(name)));

const ECHOED = /^(type|name|address[12]|city|state|postal_code|country|email|phone|reference|description|account_type)$/;

/** @param {Body} body @param {string} id @returns {Body} */
function affinipayToken({ public_key, number, exp_month, exp_year, cvv, routing_number, account_number, ...rest }, id) {
  const echoed = pick(rest, (name) => ECHOED.test(name));
  // Of a form's members those that the gateway does not know go there.
  const { form_data = pick(rest, (name) => !ECHOED.test(name)) } = rest;
  const method = number
    ? { number: starred(number), exp_month: +exp_month, exp_year: +exp_year, card_type: brandOf(number)[1], cvv: cvv && "***" }
    : { routing_number: starred(routing_number, 3), account_number: starred(account_number) };
  const created = new Date().toISOString();
  const fingerprint = `sandbox${(number ?? account_number).slice(-4).padStart(13, "x")}`;
  return { ...echoed, ...method, form_data: Object.keys(form_data).length ? form_data : undefined, id, fingerprint, created, modified: created };
}

/** @param {Body} body @param {string} id @returns {Body} */
function nelnetToken(body, id) {
  const token = { id, class: "token" };
  const { bank_account_number: account, card_owner_name, card_number, card_exp_month, card_exp_year } = body;
  if (account) return { ...token, ...pick(body, (name) => /^(token_type|bank_(r|.*(holder|type)))/.test(name)), bank_account_number_last_4: starred(account, 4, 16) };
  const dates = { card_exp_month: +card_exp_month, card_exp_year: +card_exp_year };
  return { ...token, card_type: brandOf(card_number)[2] ?? "", card_owner_name, last_4: card_number.slice(-4), ...dates };
}

/** Codes of AffiniPay by their status: those that a token call can meet, and declines, which come with the charge. */
const AFFINIPAY_CODES = {
  401: "not_authorized",
  404: "resource_not_found",
  409: "version_conflict",
  422:
    "merchant_not_active unavailable_for_merchant_mode unavailable_for_merchant_policy card_number_invalid card_number_incorrect " +
    "card_expired card_cvv_incorrect card_type_not_accepted card_declined ach_declined",
  500: "server_error card_processor_not_available",
};
const NELNET_CODES = "11102 11110 11111 11112 11301 11302 11303 11305 11306 234722 TKN01".split(" ");

const refusal = (/** @type {string} */ code) => ({ code, level: "error", facility: /^(card_d|ach|card_pr)/.test(code) ? "payment_processor" : "gateway" });
const invalid = (/** @type {string} */ context, sub_code = "not_blank") => ({ ...refusal("invalid_data"), context, sub_code, message: "is invalid" });
const nelnetErrors = (/** @type {string[]} */ ...codes) => ({ errors: codes.map((code) => ({ code, message: "Sandbox" })) });
const HTML = "<!doctype html>";

/** @type {Record<string, Play>} */
const ROAD = {
  hang: (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", reject)),
  reset: (_, { lost }) => lost("network_failed", true),
  offline: (_, { lost }) => lost("offline", false),
};

/** @type {Record<string, Play>} */
const affinipay = {
  ok: (token) => [200, token],
  "info-message": (token) => [200, { ...token, messages: [{ ...refusal("account_test_mode"), level: "info", message: "Test mode." }] }],
  "missing-created": ({ created, modified, ...token }) => [200, token],
  "error-card": () => [422, { messages: [invalid("card.name")] }],
  "error-many": () => [422, { messages: [invalid("method.number", "invalid"), invalid("exp_month", "invalid"), invalid("card.cvv", "invalid_length"), invalid("postal_code")] }],
  "bad-gateway": () => [502, HTML],
  "rate-limited": () => [429, ""],
  html: () => [200, HTML],
  "cut-json": () => [200, "{"],
  empty: () => [200, ""],
  "no-id": ({ id, ...token }) => [200, token],
  large: (_, { lost }) => lost("reply_too_large", true, 200),
  redirect: (_, { lost }) => lost("redirected", true),
  "no-cors": ROAD.reset,
  ...ROAD,
};
for (const [status, codes] of Object.entries(AFFINIPAY_CODES)) {
  for (const code of codes.split(" ")) affinipay[`code-${code}`] = () => [+status, { messages: [refusal(code)] }];
}

/** @type {Record<string, Play>} */
const nelnet = {
  ok: (token) => [0, token.card_type === "" ? nelnetErrors("11102") : token],
  bins: (token) => [0, { ...token, token_type: "credit_card", bin_brand: token.card_type?.toUpperCase(), bin_type: "CREDIT", bin_level: "BUSINESS" }],
  "error-many": () => [0, nelnetErrors("11112", "11110", "234722")],
  "error-unknown": () => [0, nelnetErrors("QX99")],
  // A script with an error's status, and one that is none, run nowhere: a page learns no more than that none came.
  "status-500": ROAD.reset,
  "html-page": ROAD.reset,
  empty: (_, { lost }) => lost("reply_invalid", true),
  "no-id": ({ id, ...token }) => [0, token],
  large: (_, { lost }) => lost("reply_too_large", true),
  ...ROAD,
};
for (const code of NELNET_CODES) nelnet[`code-${code}`] = () => [0, nelnetErrors(code)];

/** How a submit of Pepper's frame ends. @type {Record<string, Play>} */
const pepper = {
  ok: ({ id }) => [0, { status: "success", token: id }],
  "error-msg": () => [0, { status: "error", msg: "Something in the sandbox went wrong." }],
  "error-empty": () => [0, { status: "error" }],
  "no-token": () => [0, { status: "success" }],
  "no-answer": ROAD.hang,
  // That the frame does not come is seen before a submit.
  hang: ROAD.hang,
  leaves: (_, { lost }) => lost("frame_gone", true),
};
for (const names of ["cc", "exp", "cvv", "cc-exp-cvv", "routing", "account", "account-routing"]) {
  pepper[`validation-${names}`] = () => [0, { status: "validation", invalid: names.split("-") }];
}

/** @type {Record<string, Record<string, Play>>} */
export const PLAYS = { affinipay, nelnet, pepper };
/** How a token is made of a request, and how long its id is. @type {Record<string, [make: (body: Body, id: string) => Body, length: number]>} */
export const TOKENS = { affinipay: [affinipayToken, 22], nelnet: [nelnetToken, 17], pepper: [(_, id) => ({ id }), 32] };
