// What panless takes for granted about Nelnet, and how to see whether it is so. Replies are code: Node reads them as text and never
// runs them, and a page runs them where panless does.

import { randomBytes } from "node:crypto";
import { assume, ending, is, reply, shape, unclear } from "./verdict.mjs";

export const name = "Nelnet";
export const baseUrl = "https://api.paymentspring.com";
/** How many tokens a look makes, at most. */
export const tokens = 15;

const YEAR = new Date().getFullYear() + 2;
const PATH = "/api/v1/tokens/jsonp";
/** What a worker's importScripts takes. */
const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script$/;
const CALLBACK = "p0123456789abcdef0123456789abcdef";
const BRANDS = ["visa", "mastercard", "discover", "amex", "dinersclub", "other"];
/** The gateway's own sample card and account. */
const CARD = { card_owner_name: "Grace Hopper", card_number: "4111111111111111", card_exp_month: "12", card_exp_year: `${YEAR}` };
const BANK = {
  token_type: "bank_account", bank_account_number: "1234567890", bank_routing_number: "100004058", bank_account_holder_first_name: "Grace",
  bank_account_holder_last_name: "Hopper", bank_account_type: "checking",
};
const PAYMENT = { number: CARD.card_number, expiry: `12/${YEAR}`, holder: CARD.card_owner_name };
/** Every sign that means something in a query, and two that need more than one byte. */
const SIGNS = "Zoë & Sons #1 + 50% = ½?";

const nobodysKey = `test_${randomBytes(29).toString("hex")}`;

/** Whether a reply calls back, and the argument, if the reply is one call with JSON and nothing else. */
function argument(text, callback) {
  const call = text.trim().replace(/^\/\*.*?\*\/\s*/, "").replace(/;$/, "").trim();
  const called = call.includes(`${callback}(`);
  try {
    return { called, value: call.startsWith(`${callback}(`) ? JSON.parse(call.slice(callback.length + 1, -1)) : undefined };
  } catch {
    return { called };
  }
}

const query = (pairs) => Object.entries(pairs).map((pair) => pair.map(encodeURIComponent).join("=")).join("&");

/** One call: the reply, whether it calls back, and with what. */
const jsonp = (world, title, fields, { callback = CALLBACK, more = {}, key = world.publicKey, last = false } = {}) => world.once(title, async () => {
  const own = { public_api_key: key, callback, ...more };
  const answer = await world.http(`${PATH}?${query(last ? { ...own, ...fields } : { ...fields, ...own })}`);
  const { called = false, value } = argument(answer.text, callback);
  return { ...answer, called, json: value };
});

const card = (world) => jsonp(world, "card", CARD);
const bank = (world) => jsonp(world, "bank", BANK);
const badNumber = (world) => jsonp(world, "bad number", { ...CARD, card_number: "4242424242424241" });
const stranger = (world) => jsonp(world, "stranger", CARD, { key: nobodysKey });
const isToken = ({ json }) => typeof json?.id === "string" && json.class === "token" && !json.errors;
const isOk = ({ status }) => status >= 200 && status < 300;
const called = (answer) => (isToken(answer) ? "called back with a token" : "called back with no token");
const came = (answer) => `${answer.called ? called(answer) : "no call"}, ${reply(answer)}`;

const makes = (id, mark, says, otherwise, ask) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  if (answer.called && answer.json === undefined) return unclear("it calls back, with what only a browser can read");
  return is(answer.called && isToken(answer), came(answer));
});

const member = (id, mark, says, otherwise, ask, test, of) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return isToken(answer) ? is(test(answer.json), shape(of(answer.json))) : unclear(`no token to look at: ${came(answer)}`);
});

/** About the reply itself, whatever it says. */
const about = (id, mark, says, otherwise, ask, test, of = came) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return is(test(answer), of(answer));
});

const request = [
  makes("jsonp", "documented", "A card makes a token: the reply calls back with it.",
    "generateToken ends in the gateway's error, or in reply_invalid.", card),
  makes("bank", "documented", "A bank account makes one.", "generateToken with a bank account ends in the gateway's error.", bank),
  makes("dotted-callback", "documented", "A dotted callback is called, too.", "Nothing: panless takes a plain name.",
    (world) => jsonp(world, "dotted", CARD, { callback: "paymentspring.onComplete" })),
  makes("order", "documented", "The order of the parameters does not matter.", "Nothing: panless sends the fields first.",
    (world) => jsonp(world, "order", CARD, { last: true })),
  makes("cache-buster", "observed", "A parameter _ with a number is ignored.", "Nothing: panless sends none.",
    (world) => jsonp(world, "buster", CARD, { more: { _: "1764000000000" } })),
  makes("csc", "unknown", "A security code (csc) is taken.", "Leave sendCvv out, which is the default, and send the code from your server.",
    (world) => jsonp(world, "csc", { ...CARD, csc: "999" })),
  member("encoding", "documented", "Names and values are percent-encoded UTF-8.", "Names would be kept wrong; numbers are digits and stay right.",
    (world) => jsonp(world, "signs", { ...CARD, card_owner_name: SIGNS }), ({ card_owner_name: owner }) => owner === SIGNS,
      ({ card_owner_name: owner }) => owner),
];

const success = [
  about("status", "inferred", "A token comes with status 200.", "network_failed: a browser runs no script of another status.", card,
    ({ status }) => status === 200),
  about("content-type", "unknown", "The reply is typed as JavaScript.", "network_failed: the worker in which panless runs it takes no other type.",
    card, ({ type }) => SCRIPT.test(type)),
  about("json-argument", "inferred", "What it calls back with is JSON.", "Nothing: it is run as code, in a worker.", card,
    ({ json }) => json !== undefined),
  about("no-redirect", "inferred", "It is not redirected.", "A redirect on the gateway's own host is followed unseen; any other is network_failed.",
    card, ({ status }) => status < 300 || status > 399),
  about("no-cookie", "inferred", "It sets no cookie.", "Some browsers keep it: SECURITY.md.", card, ({ headers }) => !headers.has("set-cookie"),
    () => "a cookie"),
  about("no-cache", "inferred", "No cache is told to keep it.", "The address, number included, may stay in a browser's disk cache.",
    card, ({ headers }) => !/public|max-age=0*[1-9]/.test(headers.get("cache-control") ?? ""), () => "a cache-control that lets caches keep it"),
  member("id", "documented", "id is lower-case hex digits.", "Any printable id without spaces is taken.", card, ({ id }) => /^[0-9a-f]+$/.test(id),
    ({ id }) => id),
  member("card-type", "documented", "card_type is a word of the list.", "token.brand is what panless judged.", card,
    ({ card_type: word }) => BRANDS.includes(word), ({ card_type: word }) => word),
  member("last4", "documented", "last_4 is the last four digits, and no member is the whole number.",
    "token.last4 is panless's own, and it masks the number in token.raw.",
    card, (token) => token.last_4 === "1111" && !JSON.stringify(token).includes(CARD.card_number), ({ last_4: last }) => last),
  member("expiry", "documented", "card_exp_month and card_exp_year are numbers.", "Nothing: token.expMonth and token.expYear are what was submitted.",
    card, (token) => token.card_exp_month === 12 && token.card_exp_year === YEAR, (token) => token.card_exp_month),
  member("token-type", "documented", "token_type says credit_card, or is absent.", "Nothing: token.kind is what was submitted.",
    card, ({ token_type: type }) => type === undefined || type === "credit_card", ({ token_type: type }) => type),
  member("bank-shape", "inferred", "A bank token says token_type bank_account and masks the account number.", "panless masks it in token.raw.",
    bank, (token) => token.token_type === "bank_account" && /^\*+7890$/.test(token.bank_account_number_last_4),
      (token) => token.bank_account_number_last_4),
  member("csc-hidden", "inferred", "The security code is not repeated.", "panless masks it in token.raw.",
    (world) => jsonp(world, "csc", { ...CARD, csc: "999" }), (token) => token.csc === undefined || /^\*+$/.test(token.csc), ({ csc }) => csc),
];

const errors = [
  about("error-call", "documented", "A refusal calls back, too, with {errors: […]}.", "network_failed or reply_invalid instead of the field's error.",
    badNumber, ({ called, json }) => called && Array.isArray(json?.errors)),
  about("error-status", "inferred", "A refusal comes with a status of the 200s.",
    "network_failed instead of the gateway's error: the customer is not told what to mend.", badNumber, isOk),
  about("error-code", "documented", "A code is a text.", "Nothing: panless reads numbers as texts.", badNumber,
    ({ json }) => typeof json?.errors?.[0]?.code === "string"),
  about("luhn", "documented", "A number that fails the Luhn check is refused by its brand's code (11301).",
    "Nothing: panless judges the number before it sends it.", badNumber, ({ json }) => json?.errors?.some(({ code }) => `${code}` === "11301")),
  about("name-wanted", "documented", "A card without its owner's name is refused.", "Nothing: panless asks for the name first.", (world) => {
    const { card_owner_name: _, ...rest } = CARD;
    return jsonp(world, "no name", rest);
  }, ({ json }) => Array.isArray(json?.errors)),
  about("wrong-key", "unknown", "A key that nobody has is refused by a call with {errors: […]}.",
    "network_failed instead of the gateway's error: a shop with a wrong key is not told so.",
    stranger, ({ called, json }) => called && Array.isArray(json?.errors)),
  about("wrong-key-status", "unknown", "It comes with a status of the 200s.", "network_failed.", stranger, isOk),
];

const basic = (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` });
const unread = (id, mark, says, ask) => assume(id, mark, says, "Nothing, but a way without JSONP would be better: please report it.",
  async (world) => {
  const answer = await ask(world);
  return is(!answer || !isOk(answer), `the page may read it: ${answer && reply(answer)}`);
});

const browser = [
  unread("no-callback", "observed", "Without callback there is no reply that a page may read.",
    (world) => world.once("bare", () => world.page(`${PATH}?${query({ ...CARD, public_api_key: world.publicKey })}`))),
  unread("post", "unknown", "POST /api/v1/tokens gives no reply that a page may read.",
    (world) => world.once("post", () => {
      const init = { method: "POST", headers: basic(world.publicKey), body: `${new URLSearchParams(CARD)}` };
      return world.page("/api/v1/tokens", init);
    })),
  assume("panless", "inferred", "panless in a page gets a token: the reply runs in its worker.", "The error says what went wrong.", async (world) => {
    const [got] = await world.panless(PAYMENT);
    return is(got.token?.last4 === "1111" && got.token.brand === "visa", ending(got));
  }),
  assume("panless-bank", "inferred", "panless in a page gets a token for a bank account.", "The error says what went wrong.", async (world) => {
    const { bank_routing_number: routingNumber, bank_account_number: accountNumber } = BANK;
    const [got] = await world.panless({ routingNumber, accountNumber, accountType: "checking", firstName: "Grace", lastName: "Hopper" });
    return is(got.token?.kind === "bank", ending(got));
  }),
  assume("panless-parallel", "observed", "Calls at the same time get tokens of their own.",
    "Each call is answered by its own callback's name: none takes another's.", async (world) => {
    const got = await world.panless(PAYMENT, {}, world.publicKey, 2);
    const ids = got.map(({ token }) => token?.id);
    return is(ids.every(Boolean) && ids[0] !== ids[1], got.map(ending).join("; "));
  }),
  assume("panless-wrong-key", "unknown", "panless tells a wrong key by the gateway's code.", "network_failed, outcome unknown.", async (world) => {
    const [got] = await world.panless(PAYMENT, {}, nobodysKey);
    return is(got.error?.gatewayCode, ending(got));
  }),
];

export const assumptions = [...request, ...success, ...errors, ...browser];
