// What panless takes for granted about AffiniPay, and how to see whether it is so.

import { randomBytes } from "node:crypto";
import { assume, ending, held, is, notHeld, reply, shape, unclear } from "./verdict.mjs";
import { isJson } from "./world.mjs";

export const name = "AffiniPay";
export const baseUrl = "https://api.chargeio.com";
/** How many tokens a look makes, at most. */
export const tokens = 20;

const YEAR = new Date().getFullYear() + 2;
const ID = /^[A-Za-z0-9_-]{22}$/;
const TYPES = ["MASTERCARD", "VISA", "AMERICAN_EXPRESS", "DISCOVER", "DINERS_CLUB", "JCB", "UNKNOWN"];
/** The gateway's own sample card and account. */
const CARD = { type: "card", number: "4242424242424242", exp_month: "10", exp_year: `${YEAR}`, cvv: "123" };
const BANK = { type: "bank", routing_number: "000000013", account_number: "1234567890", account_type: "CHECKING" };
const JSON_CARD = { ...CARD, exp_month: 10, exp_year: YEAR };
const PAYMENT = { number: CARD.number, expiry: `10/${YEAR}`, cvv: CARD.cvv };

const nobodysKey = `m_${randomBytes(16).toString("base64url")}`;
const basic = (key) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
const isToken = (answer) => answer.status === 200 && typeof answer.json?.id === "string";
const first = (answer) => answer.json?.messages?.[0];

const post = (world, title, init) => world.once(title, () => world.http("/v1/tokens", { method: "POST", ...init }));
const form = (world, title, pairs) => post(world, title, { body: new URLSearchParams(pairs) });
const keyed = (world, title, members) => form(world, title, [...Object.entries(members), ["public_key", world.publicKey]]);
const json = (world, title, body, headers = { authorization: basic(world.publicKey) }) =>
  post(world, title, { headers: { "content-type": "application/json", ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) });

const card = (world) => keyed(world, "card", CARD);
const bank = (world) => keyed(world, "bank", BANK);
const stranger = (world) => form(world, "stranger", { ...CARD, public_key: nobodysKey });
const noNumber = (world) => {
  const { number, ...rest } = CARD;
  return keyed(world, "no number", rest);
};
const EXTRA = [["extra_data", "some"], ["extra_data", "second"], ["more_data", "another"]];
const extra = (world) => form(world, "extra data", [...Object.entries(CARD), ...EXTRA, ["public_key", world.publicKey]]);

/** About a member of the reply to an ordinary request. */
const member = (id, mark, says, otherwise, ask, test, of) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return isToken(answer) ? is(test(answer.json), shape(of(answer.json))) : unclear(`no token to look at: ${reply(answer)}`);
});

/** About a request that makes a token. */
const makes = (id, mark, says, otherwise, ask) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return is(isToken(answer), reply(answer));
});

/** About a request that is refused. */
const refused = (id, mark, status, code, says, otherwise, ask) => assume(id, mark, `${says}: ${status} ${code}.`, otherwise, async (world) => {
  const answer = await ask(world);
  return is(answer.status === status && first(answer)?.code === code, reply(answer));
});

const request = [
  makes("form", "documented", "A form with public_key in it makes a token: status 200.",
    'generateToken ends in the gateway\'s error; try encoding: "json".', card),
  makes("form-basic", "documented", "A form with Basic authentication makes one, too.", "Nothing: panless sends forms with public_key.",
    (world) => post(world, "form basic", { headers: { authorization: basic(world.publicKey) }, body: new URLSearchParams(CARD) })),
  makes("json", "documented", "JSON with Basic authentication makes one.",
    'The option encoding: "json" ends in the gateway\'s error; forms are the default.', (world) => json(world, "json", JSON_CARD)),
  makes("bank", "documented", "A form with a bank account makes one.", "generateToken with a bank account ends in the gateway's error.", bank),
  makes("luhn-unchecked", "vendor", "A number that fails the Luhn check makes a token: only the charge refuses it.",
    "Nothing: panless judges the number before it sends it.",
    (world) => keyed(world, "luhn", { ...CARD, number: "4242424242424241" })),
];

const success = [
  assume("reply-json", "inferred", "The reply is application/json.", "Nothing: panless reads the text, whatever it is called.", async (world) => {
    const answer = await card(world);
    return isToken(answer) ? is(isJson(answer), answer.type || "no content type") : unclear(reply(answer));
  }),
  member("id", "documented", "id has 22 letters of URL-safe base64.", "Any printable id without spaces is taken.", card, ({ id }) => ID.test(id),
    ({ id }) => id),
  member("type", "documented", "type says card.", "Nothing: token.kind is what was submitted.", card, ({ type }) => type === "card",
    ({ type }) => type),
  member("masked", "documented", "number is stars and the last four digits.", "token.last4 is panless's own, and it masks the number in token.raw.",
    card, ({ number }) => number === "************4242", ({ number }) => number),
  member("expiry", "documented", "exp_month and exp_year are numbers.", "Nothing: token.expMonth and token.expYear are what was submitted.",
    card, (token) => token.exp_month === 10 && token.exp_year === YEAR, ({ exp_month }) => exp_month),
  member("cvv-hidden", "documented", "cvv is taken, and is not repeated but as stars.", "panless masks it in token.raw.",
    card, ({ cvv }) => cvv === undefined || /^\*+$/.test(cvv), ({ cvv }) => cvv),
  member("card-type", "documented", "card_type is a word of the list, or absent.", "token.brand is what panless judged.",
    card, ({ card_type }) => card_type === undefined || TYPES.includes(card_type), ({ card_type }) => card_type),
  member("created", "documented", "created is an ISO time, or absent.", "token.expiresAt counts from the customer's clock.",
    card, ({ created }) => created === undefined || !Number.isNaN(Date.parse(created)), ({ created }) => created),
  member("messages", "documented", "messages is a list, or absent.", "Nothing: with an id a reply is a token.",
    card, ({ messages }) => messages === undefined || Array.isArray(messages), ({ messages }) => messages),
  member("bank-masked", "inferred", "A bank token masks account and routing number but for the last digits.", "panless masks them in token.raw.",
    bank, (token) => /^\*+7890$/.test(token.account_number) && /^\*+013$/.test(token.routing_number), ({ account_number }) => account_number),
  member("form-data", "documented", "Unknown members of a form come back in form_data, a repeated one as a list.",
    "What `metadata` held would be missing from the token.",
    extra, ({ form_data: data }) => data?.more_data === "another" && `${data?.extra_data}` === "some,second", ({ form_data }) => form_data),
  member("form-data-json", "documented", "form_data of a JSON request comes back.", 'What `metadata` held would be missing, with encoding: "json".',
    (world) => json(world, "json data", { ...JSON_CARD, form_data: { more_data: "another" } }), ({ form_data }) => form_data?.more_data === "another",
      ({ form_data }) => form_data),
  member("name-cut", "vendor", "A name of more than 64 characters is cut without a word.",
    "Nothing: a shop that wants to know compares what came back.",
    (world) => keyed(world, "long name", { ...CARD, name: "x".repeat(70) }), ({ name: kept }) => kept?.length === 64,
      ({ name: kept }) => kept?.length),
  member("country-dropped", "vendor", "A country that is none is dropped without a word.", "Nothing: panless refuses such a country itself.",
    (world) => keyed(world, "country", { ...CARD, country: "ZZ" }), ({ country }) => country === undefined, ({ country }) => country),
  member("short-year", "inferred", "A year of two digits is one of this century.", "Nothing: panless sends four digits.",
    (world) => keyed(world, "short year", { ...CARD, exp_year: `${YEAR % 100}` }), ({ exp_year }) => exp_year === YEAR, ({ exp_year }) => exp_year),
];

const errors = [
  refused("wrong-key", "documented", 401, "not_authorized", "A key that nobody has is refused",
    "401 and 403 are key_rejected, other statuses request_refused.", stranger),
  refused("no-key", "documented", 401, "not_authorized", "A request without a key is refused", "Nothing: panless does not start without a key.",
    (world) => form(world, "no key", CARD)),
  refused("json-key", "unknown", 401, "not_authorized", "public_key inside JSON counts for nothing, so JSON needs Basic authentication and a preflight",
    "Nothing: a way without a preflight would be better, so please report it.",
      (world) => json(world, "json key", { ...JSON_CARD, public_key: world.publicKey }, {})),
  refused("json-unknown", "unknown", 422, "invalid_data", "An unknown member of JSON is refused", "Nothing: panless sends none.",
    (world) => json(world, "json unknown", { ...JSON_CARD, favourite: "red" })),
  refused("text-plain", "documented", 400, "invalid_request", "A body that is neither form nor JSON is refused", "Nothing: panless sends none.",
    (world) => post(world, "plain", { headers: { "content-type": "text/plain", authorization: basic(world.publicKey) }, body: "type=card" })),
  refused("broken-json", "documented", 400, "malformed_request", "JSON that does not parse is refused", "Nothing: panless sends none.",
    (world) => json(world, "broken", "{")),
  refused("empty-json", "documented", 422, "no_content", "An empty body is refused", "Nothing: panless sends none.",
    (world) => json(world, "empty", "")),
  refused("other-path", "documented", 404, "resource_not_found", "A path that does not exist is answered",
    "request_refused, as for any status of the 400s.", (world) => world.once("path", () => world.http("/v1/nothing"))),
  refused("no-number", "documented", 422, "invalid_data", "A card without a number is refused (the vendor's own tests saw it taken)",
    "Nothing: panless asks for the number first.", noNumber),
  assume("envelope", "documented", "An error is {messages: [{code, level, facility}]}.", "The status decides the error; no field is named.",
    async (world) => {
    const message = first(await stranger(world));
    return is(["code", "level", "facility"].every((part) => typeof message?.[part] === "string"), shape(message));
  }),
  assume("context", "unknown", "The last part of an error's context is the name of the field.",
    "The error names no field: field_invalid without issues.", async (world) => {
    const context = first(await noNumber(world))?.context;
    if (typeof context !== "string") return unclear("no error with a context came");
    return is(/(^|\.)`?number`?$/.test(context), shape(context));
  }),
  assume("public-key-reads-nothing", "documented", "The public key cannot read a token back.", "Nothing: panless never asks.", async (world) => {
    const made = await card(world);
    if (!isToken(made)) return unclear("no token to read");
    const answer = await world.http(`/v1/tokens/${made.json.id}`, { headers: { authorization: basic(world.publicKey) } });
    return is(answer.status === 401, reply(answer));
  }),
  assume("redirect", "documented", "A form with redirect_url is answered by 303 with token_id in the address.",
    "Nothing: panless refuses redirect_url, which would take the reply away.", async (world) => {
    const answer = await keyed(world, "redirect", { ...BANK, redirect_url: "https://merchant.example.com/payment" });
    return is(answer.status === 303 && /^https:\/\/merchant\.example\.com\/payment\?token_id=/.test(answer.headers.get("location")), reply(answer));
  }),
];

const allows = (answer, header, word) => {
  const list = (answer.headers.get(`access-control-allow-${header}`) ?? "").toLowerCase().split(",").map((entry) => entry.trim());
  return list.includes(word) || list.includes("*");
};
const preflight = (world) => world.once("preflight", () => world.http("/v1/tokens", {
  method: "OPTIONS",
  headers: { origin: world.origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type" },
}));
const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
const fromPage = (world, title, members) =>
  world.once(title, () => world.page("/v1/tokens", { method: "POST", headers: urlencoded, body: `${new URLSearchParams(members)}` }));

const readable = (id, mark, says, otherwise, ask, test) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return answer ? (test(answer) ? held : unclear(`readable, but: ${reply(answer)}`)) : notHeld("the page may not read the reply");
});

const browser = [
  readable("cors-success", "documented", "A page may read the reply to a form (CORS).",
    "network_failed, outcome unknown: no token can be had from a page.",
    (world) => fromPage(world, "page card", { ...CARD, public_key: world.publicKey }), isToken),
  readable("cors-wrong-key", "unknown", "A page may read the reply to a wrong key (CORS on 401).", "network_failed instead of key_rejected.",
    (world) => fromPage(world, "page stranger", { ...CARD, public_key: nobodysKey }), ({ status }) => status === 401),
  readable("cors-field-error", "unknown", "A page may read the reply to a bad field (CORS on 422).",
    "network_failed instead of the field's error: the customer is not told what to mend.",
    (world) => fromPage(world, "page month", { ...CARD, exp_month: "13", public_key: world.publicKey }), ({ status }) => status === 422),
  assume("preflight-headers", "unknown", "A preflight allows authorization and content-type.",
    'The option encoding: "json" ends in network_failed; forms need no preflight.', async (world) => {
    const answer = await preflight(world);
    return is(allows(answer, "headers", "authorization") && allows(answer, "headers", "content-type"), `status ${answer.status} without them`);
  }),
  assume("preflight-origin", "unknown", "A preflight allows the page's origin.", 'The option encoding: "json" ends in network_failed.',
    async (world) => {
    const answer = await preflight(world);
    const origin = answer.headers.get("access-control-allow-origin");
    return is((answer.status === 200 || answer.status === 204) && (origin === "*" || origin === world.origin),
      `status ${answer.status}, ${origin ? "another origin" : "no origin"}`);
  }),
  assume("cors-elsewhere", "documented", "No other path may be read by a page.", "Nothing: panless asks no other.", async (world) => {
    const answer = await world.once("page status", () => world.page("/v1/nothing"));
    return is(!answer, "the page may read it");
  }),
  assume("panless-form", "inferred", "panless in a page gets a token.", "The error says what went wrong.", async (world) => {
    const [got] = await world.panless(PAYMENT);
    return is(got.token?.last4 === "4242" && got.token.brand === "visa", ending(got));
  }),
  assume("panless-json", "inferred", 'panless with encoding: "json" gets one, too.', "Leave the option out: forms are the default.",
    async (world) => {
    const [got] = await world.panless(PAYMENT, { encoding: "json" });
    return is(got.token, ending(got));
  }),
  assume("panless-bank", "inferred", "panless in a page gets a token for a bank account.", "The error says what went wrong.", async (world) => {
    const [got] = await world.panless({ routingNumber: BANK.routing_number, accountNumber: BANK.account_number, accountType: "checking" });
    return is(got.token?.kind === "bank", ending(got));
  }),
  assume("panless-wrong-key", "inferred", "panless tells a wrong key: key_rejected.", "The shop sees network_failed or request_refused instead.",
    async (world) => {
    const [got] = await world.panless(PAYMENT, {}, nobodysKey);
    return is(got.error?.code === "key_rejected", ending(got));
  }),
];

export const assumptions = [...request, ...success, ...errors, ...browser];
