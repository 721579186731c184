// Gateways that are not as we think, each by one change to the sandbox's replies, and what is then found not to hold; where only silence
// shows it, how long to listen. All of it together breaks every assumption at least once.

const CORS = "access-control-allow-origin";

/** The reply's JSON with other members; `undefined` takes one away. */
const members = (more) => (answer) => {
  if (answer.status === 200) answer.text = JSON.stringify({ ...JSON.parse(answer.text), ...more });
};

/** The same of the argument of a call. */
const argument = (more) => (answer) => {
  const at = answer.text.indexOf("(");
  if (answer.status !== 200 || at < 0) return;
  const value = JSON.parse(answer.text.slice(at + 1, answer.text.lastIndexOf(")")));
  answer.text = `${answer.text.slice(0, at)}(${JSON.stringify({ ...value, ...(typeof more === "function" ? more(value) : more) })});`;
};

const isRefusal = (answer) => answer.text.includes('"errors"');

const affinipay = [
  ["no CORS on errors", (answer) => answer.status >= 400 && delete answer.headers[CORS], ["cors-wrong-key", "cors-field-error", "panless-wrong-key"]],
  ["no CORS at all", (answer) => delete answer.headers[CORS],
    ["cors-success", "cors-wrong-key", "cors-field-error", "preflight-origin", "panless-form", "panless-json", "panless-bank", "panless-wrong-key"]],
  ["CORS for every path", (answer) => (answer.headers[CORS] = "*"), ["cors-elsewhere"]],
  ["no preflight", (answer, { method }) => method === "OPTIONS" && (answer.headers = {}), ["preflight-headers", "preflight-origin", "panless-json"]],
  ["a wrong key is 403", (answer) => answer.status === 401 && (answer.status = 403), ["wrong-key", "no-key", "json-key", "public-key-reads-nothing"]],
  ["errors without their envelope", (answer) => answer.status >= 400 && (answer.text = "{}"),
    ["wrong-key", "no-key", "json-key", "json-unknown", "text-plain", "broken-json", "empty-json", "other-path", "no-number", "envelope"]],
  ["errors whose context is a sentence", (answer) => (answer.text = answer.text.replace('"context":"number"', '"context":"The card number"')),
    ["context"]],
  ["no token for anything", (answer) => answer.status < 400 && Object.assign(answer, { status: 422, text: '{"messages":[]}' }),
    ["form", "form-basic", "json", "bank", "luhn-unchecked", "redirect", "panless-form", "panless-json", "panless-bank"]],
  ["replies typed as text", (answer) => (answer.headers["content-type"] = "text/plain"), ["reply-json"]],
  ["another token", members({
    id: "tok_1", type: "token", number: "4242424242424242", exp_year: "30", cvv: "123", card_type: "PLASTIC", created: "today", messages: "none",
  }),
    ["id", "type", "masked", "expiry", "cvv-hidden", "card-type", "created", "messages", "short-year"]],
  ["other data", members({ account_number: "1234567890", form_data: {}, name: "x".repeat(70), country: "ZZ" }),
    ["bank-masked", "form-data", "form-data-json", "name-cut", "country-dropped"]],
];

const nelnet = [
  ["replies typed as text", (answer) => (answer.headers["content-type"] = "text/plain"),
    ["content-type", "panless", "panless-bank", "panless-parallel", "panless-wrong-key"]],
  ["refusals with status 400", (answer) => isRefusal(answer) && (answer.status = 400), ["error-status", "wrong-key-status", "panless-wrong-key"]],
  ["another callback is called", (answer) => (answer.text = answer.text.replace(/^[^(]*/, "other")),
    ["jsonp", "bank", "dotted-callback", "order", "cache-buster", "csc", "json-argument", "error-call", "wrong-key", "panless", "panless-bank",
      "panless-parallel"]],
  ["a cookie, and caches that keep it", (answer) => Object.assign(answer.headers, { "set-cookie": "a=1", "cache-control": "public, max-age=60" }),
    ["no-cookie", "no-cache"]],
  ["a redirect", (answer) => Object.assign(answer, { status: 302, headers: { ...answer.headers, location: "/elsewhere" } }),
    ["status", "no-redirect"]],
  ["another token", argument({
    id: "TOKEN", card_type: "plastic", last_4: "4111111111111111", card_exp_month: "12", token_type: "debit", card_owner_name: "Grace", csc: "999",
    bank_account_number_last_4: "1234567890",
  }), ["id", "card-type", "last4", "expiry", "token-type", "encoding", "csc-hidden", "bank-shape"]],
  ["codes that are numbers", argument(({ errors }) => (errors ? { errors: [{ code: 11112 }] } : {})), ["error-code", "luhn"]],
  ["nothing is refused", argument({ errors: undefined, id: "24daa814b0", class: "token" }), ["name-wanted", "wrong-key", "panless-wrong-key"]],
  ["plain JSON with CORS", (answer) => {
    Object.assign(answer, { status: 200, text: '{"id":"24daa814b0","class":"token"}' });
    Object.assign(answer.headers, { [CORS]: "*", "access-control-allow-headers": "authorization" });
  }, ["no-callback", "post"]],
];

const isFramePage = ({ url }) => url.startsWith("/api/tokenizer/");
const inPage = (from, to) => (answer, { url }) => {
  if (url !== "/sandbox/main.js") return;
  if (!answer.text.includes(from)) throw new Error(`the sandbox's page has no ${from}`);
  answer.text = answer.text.replaceAll(from, to);
};

const pepper = [
  ["a page that nobody may embed", (answer, request) => {
    const forbids = { "x-frame-options": "DENY", "content-security-policy": "frame-ancestors 'none'", "cross-origin-resource-policy": "same-origin" };
    if (isFramePage(request)) Object.assign(answer.headers, forbids);
  }, ["frame-options", "frame-ancestors", "frame-policy", "loads", "panless-ready"], 1500],
  ["a page for every key, as text", (answer, request) => {
    if (isFramePage(request)) Object.assign(answer, { status: 200, headers: { "content-type": "text/plain" } });
  }, ["frame-page", "unknown-key"]],
  ["another type, no list of what is wrong", (answer, request) => {
    inPage("{ type: form.type }", '{ type: "gold" }')(answer, request);
    inPage('{ status: "validation", invalid }', '{ status: "failed" }')(answer, request);
    inPage("data.token", '"abc"')(answer, request);
    inPage("wire.say(event, data);", 'if (event !== "validCard") wire.say(event, data);')(answer, request);
  }, ["payment-type", "empty-submit", "invalid", "panless-empty", "token-form", "valid-card"]],
  ["no token", inPage('{ status, token: data.token }', '{ status: "error", msg: "no" }'), ["panless-token"]],
];

const stripe = [
  ["no CORS", (answer) => delete answer.headers[CORS], ["cors-success", "cors-wrong-key", "panless", "panless-bank", "panless-wrong-key"]],
  ["no token for anything", (answer) => answer.status < 400 && Object.assign(answer, { status: 400, text: '{"error":{}}' }),
    ["form", "form-bearer", "bank", "panless", "panless-bank"]],
  ["replies typed as text", (answer) => (answer.headers["content-type"] = "text/plain"), ["reply-json"]],
  ["another token", members({
    id: "4242", object: "charge", type: "plastic", livemode: true, card: { brand: "VISA", last4: "4242424242424242" }, bank_account: { last4: "000123456789" },
  }), ["id", "object", "type", "livemode", "brand", "last4", "bank-id", "bank-masked"]],
  ["errors of another shape", (answer) => answer.status >= 400 && Object.assign(answer, { status: 422, text: '{"message":"no"}' }),
    ["wrong-key", "envelope", "number", "param", "panless-wrong-key"]],
];

/** What the sandbox itself can play. */
export const scenarios = {
  pepper: [["wrong-id", ["message-id"]], ["object-messages", ["text"]], ["wrong-origin", ["origin"]], ["tall", ["height"]]],
};

export const changes = { affinipay, nelnet, pepper, stripe };
