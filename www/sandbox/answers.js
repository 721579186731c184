// What each gateway answers, by scenario, as its documentation has it. Names are those of the sandbox gateways in xtask/sandbox,
// which answer alike over a network.
// @ts-check

/** @typedef {import("../exchange.js").Means} Means */
/** @typedef {Record<string, any>} Body */
/** @typedef {[status: number, body: unknown]} Answer the body is an object, or text; the status of a script is 0 */
/** @typedef {(token: Body, means: Means) => Answer | Promise<Answer>} Play */

/** By the number's beginning what a brand is called: at Stripe, in capitals at AffiniPay; at Nelnet if it has a word for it. @type {[RegExp, string, string?][]} */
const BRANDS = [
  [/^4/, "Visa", "visa"],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, "MasterCard", "mastercard"],
  [/^3[47]/, "American Express", "amex"],
  [/^(6011|64[4-9]|65)/, "Discover", "discover"],
  [/^3(0[0-5]|[689])/, "Diners Club", "dinersclub"],
  [/^35(2[89]|[3-8])/, "JCB"],
];
const brandOf = (/** @type {string} */ number) => BRANDS.find(([beginning]) => beginning.test(number)) ?? [/^/, "Unknown"];

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
    ? { number: starred(number), exp_month: +exp_month, exp_year: +exp_year, card_type: brandOf(number)[1].toUpperCase().replace(" ", "_"), cvv: cvv && "***" }
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

/** @param {Body} body @param {string} id @returns {Body} */
function stripeToken({ key, ...body }, id) {
  // Every name but the key's stands in brackets behind the kind of payment.
  const [type] = Object.keys(body)[0].split("[");
  const sent = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.slice(type.length + 1, -1), value]));
  const { number, account_number, exp_month, exp_year, cvc, ...shown } = sent;
  const card = () => ({ brand: brandOf(number)[1], country: "US", exp_month: +exp_month, exp_year: +exp_year, funding: "credit" });
  const more = number ? card() : { bank_name: "STRIPE TEST BANK", status: "new" };
  const own = { ...shown, ...more, id: `${number ? "card" : "ba"}_${id}`, object: type, last4: (number ?? account_number).slice(-4) };
  const created = Math.floor(Date.now() / 1000);
  return { id: `${number ? "" : "b"}tok_${id}`, object: "token", created, livemode: false, type, used: false, [type]: own };
}

/** Codes that a token call can meet, and declines, which come with the charge: with a status where it is not the gateway's usual one. */
const AFFINIPAY_CODES =
  "not_authorized:401 resource_not_found:404 version_conflict:409 merchant_not_active unavailable_for_merchant_mode " +
  "unavailable_for_merchant_policy card_number_invalid card_number_incorrect card_expired card_cvv_incorrect card_type_not_accepted " +
  "card_declined ach_declined server_error:500 card_processor_not_available:500";
const STRIPE_CODES =
  "invalid_number incorrect_number invalid_expiry_month invalid_expiry_year expired_card invalid_cvc incorrect_zip card_declined processing_error " +
  "routing_number_invalid:400 account_number_invalid:400 testmode_charges_only:400 api_key_expired:401 rate_limit:429";
const NELNET_CODES = "11102 11110 11111 11112 11301 11302 11303 11305 11306 234722 TKN01".split(" ");

const refusal = (/** @type {string} */ code) => ({ code, level: "error", facility: /^(card_d|ach|card_pr)/.test(code) ? "payment_processor" : "gateway" });
const invalid = (/** @type {string} */ context, sub_code = "not_blank") => ({ ...refusal("invalid_data"), context, sub_code, message: "is invalid" });
const nelnetErrors = (/** @type {string[]} */ ...codes) => ({ errors: codes.map((code) => ({ code, message: "Sandbox" })) });
const stripeError = (/** @type {string | undefined} */ code, message = "Sandbox") => ({ error: { code, type: "invalid_request_error", message } });
const HTML = "<!doctype html>";

/** @type {Record<string, Play>} */
const ROAD = {
  hang: (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", reject)),
  reset: (_, { lost }) => lost("network_failed", true),
  offline: (_, { lost }) => lost("offline", false),
};

/** A play for each name. @param {string[]} names @param {(name: string) => Play} play */
const each = (names, play) => Object.fromEntries(names.map((name) => [name, play(name)]));

/** @type {Record<string, [status: number, body: string]>} */
const BODIES = { "bad-gateway": [502, HTML], "rate-limited": [429, ""], html: [200, HTML], "cut-json": [200, "{"], empty: [200, ""] };

/**
 * What a gateway that is called by `fetch` can answer.
 * @param {number} usual
 * @param {string} codes
 * @param {(code: string) => Body} refuse
 * @param {Record<string, Play>} more
 * @returns {Record<string, Play>}
 */
const fetched = (usual, codes, refuse, more) => ({
  ok: (token) => [200, token],
  "no-id": ({ id, ...token }) => [200, token],
  large: (_, { lost }) => lost("reply_too_large", true, 200),
  redirect: (_, { lost }) => lost("redirected", true),
  "no-cors": ROAD.reset,
  ...ROAD,
  ...each(Object.keys(BODIES), (name) => () => BODIES[name]),
  ...Object.fromEntries(codes.split(" ").map((one) => one.split(":")).map(([code, status]) => [`code-${code}`, () => [+(status ?? usual), refuse(code)]])),
  ...more,
});

const affinipay = fetched(422, AFFINIPAY_CODES, (code) => ({ messages: [refusal(code)] }), {
  "info-message": (token) => [200, { ...token, messages: [{ ...refusal("account_test_mode"), level: "info", message: "Test mode." }] }],
  "missing-created": ({ created, modified, ...token }) => [200, token],
  "error-card": () => [422, { messages: [invalid("card.name")] }],
  "error-many": () => [422, { messages: [invalid("method.number", "invalid"), invalid("exp_month", "invalid"), invalid("card.cvv", "invalid_length"), invalid("postal_code")] }],
});

const stripe = fetched(402, STRIPE_CODES, stripeError, {
  "not-enabled": () => [402, stripeError(undefined, "This integration surface is unsupported for publishable key tokenization.")],
});

/** @type {Record<string, Play>} */
const nelnet = {
  ok: (token) => [0, token.card_type === "" ? nelnetErrors("11102") : token],
  bins: (token) => [0, { ...token, token_type: "credit_card", bin_brand: token.card_type?.toUpperCase(), bin_type: "CREDIT", bin_level: "BUSINESS" }],
  "error-many": () => [0, nelnetErrors("11112", "11110", "234722")],
  "error-unknown": () => [0, nelnetErrors("QX99")],
  // A script with an error's status, and one that is none, run nowhere: a page learns no more than that none came.
  ...each(["status-500", "html-page"], () => ROAD.reset),
  empty: (_, { lost }) => lost("reply_invalid", true),
  "no-id": ({ id, ...token }) => [0, token],
  large: (_, { lost }) => lost("reply_too_large", true),
  ...ROAD,
  ...each(NELNET_CODES.map((code) => `code-${code}`), (name) => () => [0, nelnetErrors(name.slice(5))]),
};

const VALIDATIONS = ["cc", "exp", "cvv", "cc-exp-cvv", "routing", "account", "account-routing"].map((names) => `validation-${names}`);

/** How a submit of Pepper's frame ends. @type {Record<string, Play>} */
const pepper = {
  ok: ({ id }) => [0, { status: "success", token: id }],
  "error-msg": () => [0, { status: "error", msg: "Something in the sandbox went wrong." }],
  "error-empty": () => [0, { status: "error" }],
  "no-token": () => [0, { status: "success" }],
  // That the frame does not come is seen before a submit.
  ...each(["no-answer", "hang"], () => ROAD.hang),
  leaves: (_, { lost }) => lost("frame_gone", true),
  ...each(VALIDATIONS, (name) => () => [0, { status: "validation", invalid: name.split("-").slice(1) }]),
};

/** @type {Record<string, Record<string, Play>>} */
export const PLAYS = { affinipay, nelnet, pepper, stripe };
/** How a token is made of a request, and how long its id is. @type {Record<string, [make: (body: Body, id: string) => Body, length: number]>} */
export const TOKENS = { affinipay: [affinipayToken, 22], nelnet: [nelnetToken, 17], pepper: [(_, id) => ({ id }), 32], stripe: [stripeToken, 24] };
