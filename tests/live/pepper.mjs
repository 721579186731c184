// What panless takes for granted about Pepper's hosted frame, and how to see whether it is so: its page as Node gets it, the frame in a
// page spoken to by messages written by hand, and the frame as panless mounts it, with a test card typed into it.

import { randomBytes, randomUUID } from "node:crypto";
import { By } from "selenium-webdriver";
import { waitFor } from "../e2e/harness/wait.mjs";
import { NotAsked, assume, ending, is, reply, shape, unclear } from "./verdict.mjs";

export const name = "Pepper";
/** The production host is not published. */
export const baseUrl = "";
/** How many tokens a look makes, at most. */
export const tokens = 1;

const PATH = "/api/tokenizer/";
const NAMES = ["cc", "exp", "cvv", "account", "routing"];
const YEAR = `${(new Date().getFullYear() + 2) % 100}`;
const PAYMENT = { types: ["card"], card: { requireCVV: true } };
/** Where the fields are: by the classes seen in style maps, else by what browsers fill in. */
const FIELDS = [["cc", "4111111111111111"], ["exp", `12/${YEAR}`],
  ["cvv", "999"]].map(([field, text]) => [`.${field} input, input[autocomplete="cc-${{ cc: "number", exp: "exp", cvv: "csc" }[field]}"]`, text]);

const nobodysKey = `pub_${randomBytes(14).toString("hex").slice(0, 27)}`;

const page = (world) => world.once("page", () => world.http(PATH + world.publicKey));
const about = (id, mark, says, otherwise, ask, test, of = reply) => assume(id, mark, says, otherwise, async (world) => {
  const answer = await ask(world);
  return is(test(answer), of(answer));
});

/** Whether a policy lets any page embed this one. */
const embeds = (policy) => {
  const directive = policy.split(";").map((part) => part.trim().split(/\s+/)).find(([word]) => word.toLowerCase() === "frame-ancestors");
  return !directive || directive.includes("*");
};

const http = [
  about("frame-page", "vendor", "{base}/api/tokenizer/{key} is a page: status 200, text/html.", "frame_failed once the deadline has passed.", page,
    ({ status, type }) => status === 200 && type === "text/html"),
  about("frame-options", "inferred", "No X-Frame-Options forbids to embed it.", "frame_failed once the deadline has passed.", page,
    ({ headers }) => !headers.has("x-frame-options"), () => "X-Frame-Options"),
  about("frame-ancestors", "inferred", "No frame-ancestors of its policy forbids it.", "frame_failed, unless your site is listed: ask the gateway.",
    page, ({ headers }) => embeds(headers.get("content-security-policy") ?? ""), () => "frame-ancestors with a list"),
  about("frame-policy", "inferred", "No Cross-Origin-Resource-Policy forbids it.", "Nothing, unless your page sends Cross-Origin-Embedder-Policy.",
    page, ({ headers }) => ["", "cross-origin"].includes(headers.get("cross-origin-resource-policy") ?? ""), () => "Cross-Origin-Resource-Policy"),
  about("unknown-key", "vendor", "A key that nobody has is refused with 401.", "frame_failed once the deadline has passed, whatever the status.",
    (world) => world.once("stranger", () => world.http(PATH + nobodysKey)), ({ status }) => status === 401),
];

// In the page: the frame, every message, and the first one of ours as soon as it has loaded.
function embed(url, settings) {
  const origin = new URL(url).origin;
  const frame = Object.assign(document.createElement("iframe"), { title: "Payment form", src: url, referrerPolicy: "strict-origin" });
  window.heard = [];
  window.loaded = false;
  window.say = (event, data) => frame.contentWindow.postMessage(JSON.stringify({ event, data }), origin);
  addEventListener("message", ({ source, origin: from, data }) => {
    heard.push({ isFrame: source === frame.contentWindow, isOrigin: from === origin, data: typeof data === "string" ? data.slice(0, 20_000) : null });
  });
  frame.onload = () => {
    window.loaded = true;
    say("setSettings", settings);
  };
  document.body.replaceChildren(frame);
}

function unwrapped(data) {
  try {
    const value = JSON.parse(data);
    return typeof value === "string" ? { twice: true, ...JSON.parse(value) } : value;
  } catch {
    return {};
  }
}

/** Speaks to the frame by hand: settings, then a submit of the empty form. What came, whoever it came from. */
const talk = (world) => world.once("talk", async () => {
  const id = randomUUID();
  const { patience } = world;
  await world.open();
  await world.inPage(embed, world.baseUrl + PATH + world.publicKey, { id, apikey: world.publicKey, payment: PAYMENT });
  const messages = async () => (await world.inPage(() => heard)).map((message) => ({ ...message, ...unwrapped(message.data) }));
  const came = (what, test) => waitFor(what, async () => (await messages()).some(test), patience).catch(() => false);
  if (await came("a message", () => true)) {
    await came("a height", ({ event }) => event === "setHeight");
    await world.inPage(() => say("submit", {}));
    await came("a submission", ({ event }) => event === "submission");
  }
  return { id, isLoaded: await world.inPage(() => loaded), messages: await messages() };
});

const heard = (id, mark, says, otherwise, test) => assume(id, mark, says, otherwise, async (world) => {
  const spoken = await talk(world);
  if (!spoken.isLoaded) throw new NotAsked("the frame did not load in time");
  return spoken.messages.length ? test(spoken) : unclear("the frame said nothing");
});

const named = ({ messages }, event) => messages.find((message) => message.event === event)?.data;
const all = (messages, test) => messages.every(test);

const spoken = [
  assume("loads", "vendor", "The frame loads and answers setSettings, sent to its exact origin.", "frame_failed once the deadline has passed.",
    async (world) => {
    const { isLoaded, messages } = await talk(world);
    return is(isLoaded && messages.length > 0, isLoaded ? "it loaded and said nothing" : "it did not load");
  }),
  heard("origin", "inferred", "Its messages come from the base URL's origin, and from the frame itself.", "frame_failed: other messages are ignored.",
    ({ messages }) => is(all(messages, ({ isFrame, isOrigin }) => isFrame && isOrigin), "messages from elsewhere")),
  heard("text", "vendor", "Its messages are JSON texts, encoded once.",
    "Two levels are read as well; anything else is ignored, and ends in frame_failed.",
    ({ messages }) => is(all(messages, ({ event, twice }) => typeof event === "string" && !twice), "other messages")),
  heard("message-id", "vendor", "Each carries the id that the settings gave.", "frame_failed: other messages are ignored.",
    ({ id, messages }) => is(all(messages, (message) => message.id === id), "messages with another id, or none")),
  heard("height", "vendor", "setHeight arrives, with a number of pixels.", "The frame stays 30 pixels high.", (talked) => {
    const height = named(talked, "setHeight")?.height;
    return is(typeof height === "number" && height > 0 && height < 5000, shape(height));
  }),
  heard("payment-type", "vendor", "onPaymentChange says card.", "A token's kind is that of the first type in the settings.", (talked) => {
    const type = named(talked, "onPaymentChange")?.type;
    return is(type === "card", shape(type));
  }),
  heard("empty-submit", "observed", "A submit of the empty form ends in a submission with status validation.",
    "timeout, or the error that the status says.", (talked) => {
    const status = named(talked, "submission")?.status;
    return is(status === "validation", shape(status));
  }),
  heard("invalid", "observed", "Its member invalid lists known names of fields.", "error.issues lacks what panless does not know.", (talked) => {
    const invalid = named(talked, "submission")?.invalid;
    return is(Array.isArray(invalid) && invalid.length > 0 && all(invalid, (field) => NAMES.includes(field)), shape(invalid));
  }),
];

// In the page: what a shop writes.
function mount(publicKey, base, timeout, payment) {
  const container = document.body.appendChild(document.createElement("div"));
  window.form = panless.createTokenizer({ publicKey, baseUrl: base, timeout }).mount(container, { settings: { payment } });
  window.ready = false;
  form.on("ready", () => (window.ready = true));
  form.on("error", () => {});
}
const generate = () => form.generateToken().then((token) => ({ token }),
  ({ code, gatewayCode, status, issues }) => ({ error: { code, gatewayCode, status, fields: issues.map(({ field }) => field) } }));

/** The frame as panless mounts it. */
const mounted = (world) => world.once("mounted", async () => {
  const { patience } = world;
  const driver = await world.open();
  await world.inPage(mount, world.publicKey, world.baseUrl, patience, PAYMENT);
  const isReady = await waitFor("the form is ready", () => world.inPage(() => ready), patience).catch(() => false);
  return isReady && driver;
});

/** Types a test card as a customer does; whether there were fields for it. */
async function typeCard(driver) {
  await driver.switchTo().frame(0);
  try {
    for (const [selector, text] of FIELDS) {
      const [input] = await driver.findElements(By.css(selector));
      if (!input) return false;
      await input.sendKeys(text);
    }
    return true;
  } finally {
    await driver.switchTo().defaultContent();
  }
}

const empty = (world) => world.once("empty", async () => ((await mounted(world)) ? world.inPage(generate) : undefined));
const filled = (world) => world.once("filled", async () => {
  if (!(await empty(world))) return undefined;
  if (!(await typeCard(await mounted(world)))) return { unseen: true };
  const isValid = await waitFor("the card is good", () => world.inPage(() => form.getState().valid), world.patience).catch(() => null);
  return { isValid, ...(await world.inPage(generate)) };
});

const ended = (id, mark, says, otherwise, ask, test) => assume(id, mark, says, otherwise, async (world) => {
  const got = await ask(world);
  if (!got) return unclear("the form never became ready");
  return got.unseen ? unclear("the frame's fields stand elsewhere: type a test card yourself, in `cargo xtask demo`") : test(got);
});

const browser = [
  assume("panless-ready", "inferred", "panless mounts the frame: the event ready comes.", "frame_failed once the deadline has passed.",
    async (world) => is(Boolean(await mounted(world)), "it did not come in time")),
  ended("panless-empty", "observed", "generateToken on the empty form names the fields.", "The error has no issues.", empty,
    (got) => is(got.error?.fields.length > 0, ending(got))),
  ended("valid-card", "vendor", "validCard comes when the card is good.", "getState().valid stays null.", filled,
    ({ isValid }) => is(isValid === true, "it did not come in time")),
  ended("panless-token", "vendor", "A typed test card ends in a success with a token.", "The error says what went wrong.", filled,
    (got) => is(got.token, ending(got))),
  ended("token-form", "vendor", "The token is 32 letters and digits.", "Any printable token without spaces is taken.", filled,
    ({ token }) => (token ? is(/^[A-Za-z0-9]{32}$/.test(token.id), shape(token.id)) : unclear("no token to look at"))),
];

export const assumptions = [...http, ...spoken, ...browser];
