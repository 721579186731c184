// The checkout: config and core at the start, a token for the payment, the token to the shop's server, the receipt.

import { Fields } from "./fields.js";
import { Hosted } from "./hosted.js";
import { formMessage, fieldMessage, words } from "./messages.js";
import { showReceipt } from "./receipt.js";
import { hostedSamples, samples, scenarios } from "./samples.js";

const amount = 1300;
const patience = 8000;
const byId = (id) => document.getElementById(id);
const fields = new Fields();
const configuration = fetch("/config.json").then((response) => response.json());
// While somebody pays, the call itself tells what went wrong.
const hosted = new Hosted(byId("hosted"), (error) => isPaying || alarm(sentence(error)));
let isPaying = false;

const gateway = () => byId("gateway").value;
const method = () => document.querySelector("input[name=method]:checked").value;

const isHosted = () => gateway() === "pepper";

function showMethod() {
  byId("methods").hidden = isHosted();
  byId("card-fields").hidden = isHosted() || method() !== "card";
  byId("bank-fields").hidden = isHosted() || method() !== "bank";
  byId("holder-whole").hidden = fields.splitsName;
  byId("holder-split").hidden = !fields.splitsName;
  alarm("");
}

/** Nelnet wants an account holder's name in two. */
function showGateway() {
  fields.splitsName = gateway() === "nelnet";
  byId("scenario").replaceChildren(...scenarios[gateway()].map(([name, label]) => new Option(label, name)));
  for (const [part, text] of Object.entries(words[gateway()])) byId(part === "promise" ? part : `${part}-hint`).textContent = text;
  byId("samples").replaceChildren(...(isHosted() ? hostedSamples.map(sampleText) : samples.map(sampleButton)));
  showMethod();
  showHosted();
}

/** A frame plays one part for as long as it stands. */
function showHosted() {
  alarm("");
  byId("hosted").hidden = !isHosted();
  if (isHosted()) hosted.open(account());
  else hosted.close();
}

function alarm(...messages) {
  const sentences = messages.filter((message) => message !== "").map((message) => Object.assign(document.createElement("p"), { textContent: message }));
  byId("alert").replaceChildren(...sentences);
  byId("alert").hidden = sentences.length === 0;
}

function busy(isBusy) {
  isPaying = isBusy;
  byId("pay").setAttribute("aria-busy", String(isBusy));
  byId("submit").setAttribute("aria-disabled", String(isBusy));
  byId("submit-text").textContent = isBusy ? "Paying…" : "Pay $13.00";
}

/** The options of a tokenizer for the chosen gateway. */
async function account() {
  const [chosen, scenario] = [gateway(), byId("scenario").value];
  const part = scenario ? `/scenario/${scenario}` : "";
  // Nelnet's jsonp.html knows one address alone, so each scenario has its own. The security code goes there on wish only.
  const own = chosen === "nelnet" ? { assets: `${part}/panless/latest/`, sendCvv: true } : {};
  const { baseUrl, publicKey } = (await configuration).gateways[chosen];
  return { publicKey, baseUrl: baseUrl + part, timeout: patience, ...own };
}

async function tokenize(payment) {
  const tokenizer = panless.createTokenizer(await account());
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
  return { status: response.status, text, log };
}

/** The sentence for an error that belongs to no input. */
const sentence = (error) => formMessage(panless.isTokenizerError(error) ? error : { category: "internal" });

/** An error of the gateway's own fields: they mark what is wrong, the words stand above them. */
function failHosted(error) {
  const issues = panless.isTokenizerError(error) ? error.issues : [];
  if (issues.length === 0) return false;
  alarm(...issues.map(({ code, message }) => fieldMessage(code, message)));
  hosted.focus();
  return true;
}

/** An error at the field that it names, else above the form. */
function fail(error) {
  if (isHosted() && failHosted(error)) return;
  const shown = panless.isTokenizerError(error) ? error.issues.flatMap((issue) => {
    const field = fields.named(method(), issue.field);
    field?.show(fieldMessage(issue.code, issue.message));
    return field ?? [];
  }) : [];
  if (shown.length > 0) return shown[0].input.focus();
  alarm(sentence(error));
  byId("alert").focus();
}

async function payTyped() {
  const payment = fields.payment(method());
  const token = await tokenize(payment);
  fields.clear();
  return { token, answer: await order(token), typed: payment.number ?? payment.accountNumber };
}

async function payHosted() {
  const token = await hosted.token(amount);
  const answer = await order(token);
  hosted.close();
  return { token, answer, typed: null };
}

async function pay(event) {
  event.preventDefault();
  if (isPaying) return;
  alarm("");
  if (!isHosted() && !fields.submit(method())) return;
  busy(true);
  try {
    showReceipt(await (isHosted() ? payHosted() : payTyped()));
  } catch (error) {
    // Somebody chose another gateway meanwhile.
    if (error.code !== "destroyed") fail(error);
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

function sampleText(sample) {
  const [item, name, digits] = ["li", "span", "code"].map((tag) => document.createElement(tag));
  name.textContent = sample.label;
  digits.textContent = sample.number ?? `${sample.routingNumber} ${sample.accountNumber}`;
  item.append(name, digits);
  return item;
}

function sampleButton(sample) {
  const [item, button] = ["li", "button"].map((tag) => document.createElement(tag));
  button.type = "button";
  button.append(...sampleText(sample).childNodes);
  button.addEventListener("click", () => fillWith(sample));
  item.append(button);
  return item;
}

byId("pay").addEventListener("submit", pay);
byId("submit").disabled = false;
byId("gateway").addEventListener("change", showGateway);
byId("scenario").addEventListener("change", showHosted);
for (const radio of document.querySelectorAll("input[name=method]")) radio.addEventListener("change", showMethod);
byId("again").addEventListener("click", () => {
  byId("receipt").hidden = true;
  byId("pay").hidden = byId("try").hidden = false;
  showHosted();
  byId(isHosted() ? "hosted" : "method-card").focus();
});
// A browser may bring the form back as it was left.
showGateway();

try {
  fields.start(await panless.loadCore());
} catch (error) {
  fail(error);
}
