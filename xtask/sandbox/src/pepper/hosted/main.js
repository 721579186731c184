// The page: takes settings, draws the form, exchanges what is typed for a token when it is told to.

import { play } from "./faults.js";
import { Form } from "./form.js";
import { applyStyles } from "./styles.js";
import { openWire } from "./wire.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const AMOUNT = /^\d+(\.\d{1,2})?$/;
const app = document.getElementById("app");
const [, prefix, key] = /^(.*)\/api\/tokenizer\/(.+)$/.exec(location.pathname);
const wire = openWire(play, (event, data) => Object.hasOwn(takes, event) && takes[event](data));
let form;
let height;

function measure() {
  const now = play.height ?? Math.ceil(app.getBoundingClientRect().bottom + scrollY);
  if (now !== height) wire.say("setHeight", { height: now });
  height = now;
}

function tell(event, data) {
  wire.say(event, data);
  measure();
}

/** What is not as the protocol has it, for whoever looks at the page: without an id nobody can be told. */
function refuse(text) {
  app.textContent = `The sandbox refuses these settings: ${text}.`;
}

function start(settings) {
  if (form) return;
  if (!UUID.test(settings.id)) return refuse("id is not shaped as a UUID");
  if (settings.apikey !== key) return refuse("apikey is not the key of the address");
  form = new Form(settings, tell);
  if (!form.type) return refuse("none of the payment types is one that the sandbox has");
  wire.setId(settings.id);
  form.paay = settings.paay;
  app.replaceChildren(form.root);
  if (settings.styles) applyStyles(settings.styles);
  new ResizeObserver(measure).observe(app);
  measure();
  wire.say("onPaymentChange", { type: form.type });
  for (const submission of play.unasked ?? []) wire.say("submission", submission);
}

async function keep() {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(form.payload()) };
  try {
    const reply = await fetch(`${prefix}/sandbox/keep`, request);
    const { status, msg, data } = await reply.json();
    return status === "success" ? { status, token: data.token } : { status: "error", msg };
  } catch {
    return { status: "error", msg: "the sandbox could not be reached" };
  }
}

/** What is to be said to a submit, most times one thing. */
async function answers({ amount }) {
  if (amount !== undefined && !(typeof amount === "string" && AMOUNT.test(amount))) {
    return [{ status: "error", msg: 'amount is not text in major units such as "1.00"' }];
  }
  const invalid = form.judge();
  measure();
  if (invalid.length) return [{ status: "validation", invalid }];
  const typed = form.payload();
  const answer = await keep();
  if (answer.status !== "success") return [answer];
  const paay = form.paay ? { paay: { sandbox: "no 3-D Secure was tried" } } : {};
  const whole = { ...answer, ...form.repeated(), ...paay };
  return play.answers?.(whole, typed.card?.number ?? typed.ach.account_number) ?? [whole];
}

async function submit(data) {
  if (play.leave) return play.leave(prefix);
  const all = await answers(data);
  for (const answer of play.isDeaf ? [] : all) wire.say("submission", answer);
}

/** What the page does on what it is told; all else it ignores. */
const takes = {
  setSettings: start,
  submit: (data) => form && void submit(data),
  setExpDate: ({ value }) => form && typeof value === "string" && form.setExpiry(value),
  setError({ input }) {
    form?.mark(input);
    if (form) measure();
  },
  setBilling: (data) => form?.setAddress("billing", data),
  setShipping: (data) => form?.setAddress("shipping", data),
};

play.load?.();
