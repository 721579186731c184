// What panless takes for granted about Stripe, and how to see whether it is so.

import { randomBytes } from "node:crypto";
import { assume, ending, held, is, notHeld, reply, shape, unclear } from "./verdict.mjs";
import { isJson } from "./world.mjs";

export const name = "Stripe";
export const baseUrl = "https://api.stripe.com";
/** How many tokens a look makes, at most. */
export const tokens = 8;

const YEAR = new Date().getFullYear() + 2;
const BRANDS = ["Visa", "MasterCard", "Mastercard", "American Express", "Discover", "Diners Club", "JCB", "UnionPay", "Unknown"];
/** The gateway's own sample card and account. */
const CARD = { "card[number]": "4242424242424242", "card[exp_month]": "10", "card[exp_year]": `${YEAR}`, "card[cvc]": "123" };
const BANK = {
  "bank_account[country]": "US", "bank_account[currency]": "usd", "bank_account[routing_number]": "110000000",
  "bank_account[account_number]": "000123456789",
};
const PAYMENT = { number: CARD["card[number]"], expiry: `10/${YEAR}`, cvv: "123" };
const ACCOUNT = { routingNumber: "110000000", accountNumber: "000123456789" };

const nobodysKey = `pk_test_${randomBytes(12).toString("hex")}`;
const isToken = (answer) => answer.status === 200 && typeof answer.json?.id === "string";
const error = (answer) => answer.json?.error;

const form = (world, title, members, headers) =>
  world.once(title, () => world.http("/v1/tokens", { method: "POST", headers, body: new URLSearchParams(members) }));
const keyed = (world, title, members) => form(world, title, { key: world.publicKey, ...members });
const card = (world) => keyed(world, "card", CARD);
const bank = (world) => keyed(world, "bank", BANK);
const stranger = (world) => form(world, "stranger", { key: nobodysKey, ...CARD });

/** About a request that makes a token. */
const makes = (id, mark, says, otherwise, ask) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return is(isToken(answer), reply(answer));
});

/** About a member of the reply to an ordinary request. */
const member = (id, mark, says, otherwise, ask, test, of) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return isToken(answer) ? is(test(answer.json), shape(of(answer.json))) : unclear(`no token to look at: ${reply(answer)}`);
});

/** About a request that is refused. */
const refused = (id, mark, says, otherwise, ask, test) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return is(!isToken(answer) && test(answer), reply(answer));
});

const request = [
  makes("form", "inferred", "A form with key in it makes a token of a card: status 200, without a header for the key.",
    "generateToken ends in the gateway's error. gateway_not_enabled: cards from web pages are not turned on in your account.", card),
  makes("form-bearer", "documented", "The key may come as a Bearer instead.", "Nothing: panless sends key.",
    (world) => form(world, "bearer", CARD, { authorization: `Bearer ${world.publicKey}` })),
  makes("bank", "documented", "A form with a bank account makes one, too.", "generateToken with a bank account ends in the gateway's error.", bank),
];

const success = [
  assume("reply-json", "documented", "The reply is application/json.", "Nothing: panless reads the text, whatever it is called.", async (world) => {
    const answer = await card(world);
    return isToken(answer) ? is(isJson(answer), answer.type || "no content type") : unclear(reply(answer));
  }),
  member("id", "documented", "id begins with tok_.", "Any printable id without spaces is taken.", card, ({ id }) => /^tok_\w+$/.test(id), ({ id }) => id),
  member("object", "documented", "object says token.", "reply_invalid, outcome unknown: no token can be had.", card, ({ object }) => object === "token",
    ({ object }) => object),
  member("type", "documented", "type says card.", "Nothing: token.kind is what was submitted.", card, ({ type }) => type === "card", ({ type }) => type),
  member("livemode", "documented", "livemode is false for a pk_test_ key.", "Nothing: token.mode is what the key says.", card,
    ({ livemode }) => livemode === false, ({ livemode }) => livemode),
  member("brand", "documented", "card.brand is a name of the list.", "token.brand is what panless judged.", card,
    (token) => BRANDS.includes(token.card?.brand), (token) => token.card?.brand),
  member("last4", "documented", "card.last4 has the last four digits, and the number stands nowhere.", "token.last4 is panless's own, and it masks the number in token.raw.",
    card, (token) => token.card?.last4 === "4242" && !JSON.stringify(token).includes(CARD["card[number]"]), (token) => token.card?.last4),
  member("bank-id", "documented", "A bank account's id begins with btok_.", "Any printable id without spaces is taken.", bank,
    ({ id }) => /^btok_\w+$/.test(id), ({ id }) => id),
  member("bank-masked", "documented", "Of an account number the last four digits come back.", "panless masks it in token.raw.", bank,
    (token) => token.bank_account?.last4 === "6789" && !JSON.stringify(token).includes(ACCOUNT.accountNumber), (token) => token.bank_account?.last4),
];

const errors = [
  refused("wrong-key", "documented", "A key that nobody has is refused: 401.", "401 and 403 are key_rejected, other statuses request_refused.", stranger,
    ({ status }) => status === 401),
  refused("envelope", "documented", "An error is {error: {type, message}}.", "The status decides the error; no field is named.", stranger,
    (answer) => ["type", "message"].every((part) => typeof error(answer)?.[part] === "string")),
  refused("number", "documented", "A wrong check digit is 402 incorrect_number.", "Nothing: panless judges the number before it sends it.",
    (world) => keyed(world, "luhn", { ...CARD, "card[number]": "4242424242424241" }),
    (answer) => answer.status === 402 && error(answer)?.code === "incorrect_number"),
  refused("param", "documented", "A missing parameter is named at the end of param.", "The error names no field.", (world) => {
    const { "card[exp_year]": _, ...rest } = CARD;
    return keyed(world, "no year", rest);
  }, (answer) => /(^|\[)exp_year\]?$/.test(error(answer)?.param ?? "")),
];

const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const fromPage = (world, title, members) =>
  world.once(title, () => world.page("/v1/tokens", { method: "POST", headers: urlencoded, body: `${new URLSearchParams(members)}` }));
const readable = (id, mark, says, otherwise, ask, test) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return answer ? (test(answer) ? held : unclear(`readable, but: ${reply(answer)}`)) : notHeld("the page may not read the reply");
});

const browser = [
  readable("cors-success", "inferred", "A page may read the reply (CORS).", "network_failed, outcome unknown: no token can be had from a page.",
    (world) => fromPage(world, "page card", { key: world.publicKey, ...CARD }), isToken),
  readable("cors-wrong-key", "inferred", "A page may read a refusal, too (CORS on 401).", "network_failed instead of what went wrong.",
    (world) => fromPage(world, "page stranger", { key: nobodysKey, ...CARD }), ({ status }) => status === 401),
  assume("panless", "inferred", "panless in a page gets a token.", "The error says what went wrong.", async (world) => {
    const [got] = await world.panless(PAYMENT);
    return is(got.token?.last4 === "4242" && got.token.brand === "visa", ending(got));
  }),
  assume("panless-bank", "inferred", "panless in a page gets a token for a bank account.", "The error says what went wrong.", async (world) => {
    const [got] = await world.panless(ACCOUNT);
    return is(got.token?.kind === "bank", ending(got));
  }),
  assume("panless-wrong-key", "inferred", "panless tells a wrong key: key_rejected.", "The shop sees network_failed or request_refused instead.",
    async (world) => {
    const [got] = await world.panless(PAYMENT, {}, nobodysKey);
    return is(got.error?.code === "key_rejected", ending(got));
  }),
];

export const assumptions = [...request, ...success, ...errors, ...browser];
