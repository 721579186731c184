// The checkout: config and core at the start, a token for the payment, the token to the shop's server, the receipt.

import { Fields } from "./fields.js";
import { formMessage, fieldMessage } from "./messages.js";
import { showReceipt } from "./receipt.js";
import { samples, scenarios } from "./samples.js";

const amount = 1300;
const patience = 8000;
const byId = (id) => document.getElementById(id);
const fields = new Fields();
const configuration = fetch("/config.json").then((response) => response.json());
let isPaying = false;

const gateway = () => byId("gateway").value;
const method = () => document.querySelector("input[name=method]:checked").value;

function showMethod() {
  byId("card-fields").hidden = method() !== "card";
  byId("bank-fields").hidden = method() !== "bank";
  byId("holder-whole").hidden = fields.splitsName;
  byId("holder-split").hidden = !fields.splitsName;
  alarm("");
}

/** Nelnet wants an account holder's name in two. */
function showGateway() {
  fields.splitsName = gateway() === "nelnet";
  byId("scenario").replaceChildren(...scenarios[gateway()].map(([name, label]) => new Option(label, name)));
  showMethod();
}

function alarm(message) {
  byId("alert").textContent = message;
  byId("alert").hidden = message === "";
}

function busy(isBusy) {
  isPaying = isBusy;
  byId("pay").setAttribute("aria-busy", String(isBusy));
  byId("submit").setAttribute("aria-disabled", String(isBusy));
  byId("submit-text").textContent = isBusy ? "Paying…" : "Pay $13.00";
}

async function tokenize(payment) {
  const { baseUrl, publicKey } = (await configuration).gateways[gateway()];
  const scenario = byId("scenario").value;
  const part = scenario ? `/scenario/${scenario}` : "";
  // Nelnet's jsonp.html knows one address alone, so each scenario has its own. The security code goes there on wish only.
  const own = gateway() === "nelnet" ? { assets: `${part}/panless/latest/`, sendCvv: true } : {};
  const tokenizer = panless.createTokenizer({ publicKey, baseUrl: baseUrl + part, timeout: patience, ...own });
  try {
    return await tokenizer.generateToken(payment);
  } finally {
    tokenizer.destroy();
  }
}

async function order(token) {
  const body = JSON.stringify({ gateway: token.gateway, token: token.id, amount });
  const response = await fetch("/orders", { method: "POST", headers: { "content-type": "application/json" }, body });
  const text = await response.text();
  const log = await fetch("/orders/log").then((reply) => reply.text());
  return { ok: response.ok, status: response.status, text, log };
}

/** An error at the field that it names, else above the form. */
function fail(error) {
  const known = panless.isTokenizerError(error);
  const shown = known ? error.issues.flatMap((issue) => {
    const field = fields.named(method(), issue.field);
    field?.show(fieldMessage(issue.code, issue.message));
    return field ?? [];
  }) : [];
  if (shown.length > 0) return shown[0].input.focus();
  alarm(formMessage(known ? error : { category: "internal" }));
  byId("alert").focus();
}

async function pay(event) {
  event.preventDefault();
  if (isPaying) return;
  alarm("");
  if (!fields.submit(method())) return;
  busy(true);
  const payment = fields.payment(method());
  try {
    const token = await tokenize(payment);
    fields.clear();
    showReceipt({ token, answer: await order(token), typed: payment.number ?? payment.accountNumber });
  } catch (error) {
    fail(error);
  } finally {
    busy(false);
  }
}

function fillWith(sample) {
  const isBank = "accountNumber" in sample;
  byId(isBank ? "method-bank" : "method-card").checked = true;
  showMethod();
  const year = String((new Date().getFullYear() + 2) % 100).padStart(2, "0");
  const card = { expiry: `12${year}`, holder: "Rosa Marlowe", postalCode: "97205" };
  const values = isBank ? { ...sample, accountHolder: "Rosa Marlowe", firstName: "Rosa", lastName: "Marlowe" } : { ...card, ...sample };
  if (!isBank) byId("country").value = "US";
  for (const field of fields.of(method())) field.fill(values[field.id]);
  fields.announce(`${sample.label} filled in`);
}

function sampleButton(sample) {
  const button = document.createElement("button");
  button.type = "button";
  const [name, digits] = [document.createElement("span"), document.createElement("code")];
  name.textContent = sample.label;
  digits.textContent = sample.number ?? `${sample.routingNumber} ${sample.accountNumber}`;
  button.append(name, digits);
  button.addEventListener("click", () => fillWith(sample));
  const item = document.createElement("li");
  item.append(button);
  return item;
}

byId("samples").append(...samples.map(sampleButton));
byId("pay").addEventListener("submit", pay);
byId("submit").disabled = false;
byId("gateway").addEventListener("change", showGateway);
for (const radio of document.querySelectorAll("input[name=method]")) radio.addEventListener("change", showMethod);
byId("again").addEventListener("click", () => {
  byId("receipt").hidden = true;
  byId("pay").hidden = byId("try").hidden = false;
  byId("method-card").focus();
});
// A browser may bring the form back as it was left.
showGateway();

try {
  fields.start(await panless.loadCore());
} catch (error) {
  fail(error);
}
