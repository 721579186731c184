// What happened, for people who want to see it: the token, what reached the shop's server, and its answer.

const byId = (id) => document.getElementById(id);

/** The pieces of a number that must not turn up: seven digits each, or the whole of a shorter one. */
function pieces(typed) {
  const digits = typed.replace(/\D/g, "");
  const length = Math.min(7, digits.length);
  return Array.from({ length: digits.length - length + 1 }, (_, at) => digits.slice(at, at + length));
}

/** The part of the server's log that belongs to this order: from its request line to the next request's. */
function logOf(log, id) {
  const found = log.indexOf(id);
  if (found < 0) return log;
  const start = Math.max(0, log.lastIndexOf("POST /orders", found));
  const next = log.slice(found).search(/\n(GET|POST|OPTIONS|HEAD) \//);
  return log.slice(start, next < 0 ? undefined : found + next).trim();
}

/** JSON laid out for reading; other text as it is. */
function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const outcomes = {
  paid: ["Paid, thank you", "Your seeds go out tomorrow. This is what happened to your number on the way."],
  declined: ["Not paid", "The bank declined this payment when the shop charged the token. Nothing was taken."],
  failed: ["Not charged", "The shop got the token and did not charge it. Its answer below says why. Nothing was taken."],
};

/** What the shop's answer comes to; one that cannot be read is no payment. */
function outcomeOf({ text }) {
  try {
    return Object.hasOwn(outcomes, JSON.parse(text).status) ? JSON.parse(text).status : "failed";
  } catch {
    return "failed";
  }
}

/** Whether the log is as it should be, and a sentence for it. What was typed into the gateway's frame is not known here. */
function checked({ token, answer, typed }) {
  const noun = token.kind === "bank" ? "account number" : "card number";
  const isClean = typed === null
    ? !/\d{7}/.test(logOf(answer.log, token.id).replaceAll(token.id, ""))
    : !pieces(typed).some((piece) => answer.log.includes(piece));
  if (!isClean) return [isClean, `Part of the ${noun} is in it. This must not happen.`];
  return [isClean, typed === null
    ? `This page never had your ${noun}. Beside the token no seven digits in a row are in what it sent.`
    : `No ${noun} is in it. We searched the whole log for each seven digits of yours.`];
}

/** Replaces the form by the receipt. `typed` is the number as it was typed, or null; it is searched for, not shown. */
export function showReceipt({ token, answer, typed }) {
  const outcome = outcomeOf(answer);
  const [title, lead] = outcomes[outcome];
  const [isClean, check] = checked({ token, answer, typed });
  byId("receipt").dataset.paid = String(outcome === "paid");
  byId("receipt-title").textContent = title;
  byId("receipt-lead").textContent = lead;
  byId("token").textContent = JSON.stringify(token, null, 2);
  byId("log").textContent = logOf(answer.log, token.id);
  byId("log-check").dataset.clean = String(isClean);
  byId("log-check").textContent = check;
  byId("result").textContent = `HTTP ${answer.status}\n${laidOut(answer.text)}`;
  byId("pay").hidden = byId("try").hidden = true;
  byId("receipt").hidden = false;
  byId("receipt-title").focus();
  window.scrollTo(0, 0);
}
