// Live judging and formatting of the form's inputs: quiet while somebody types, clear once they leave or submit.

import { fieldMessage } from "./messages.js";

const formatted = new Set(["number", "expiry"]);
const brandNames = {
  visa: "Visa", mastercard: "Mastercard", "american-express": "American Express", "diners-club": "Diners Club",
  discover: "Discover", jcb: "JCB", unionpay: "UnionPay", maestro: "Maestro", mir: "Mir", elo: "Elo", hiper: "Hiper",
  hipercard: "Hipercard", naranja: "Naranja", rupay: "RuPay", verve: "Verve", troy: "Troy", dankort: "Dankort", uatp: "UATP",
};
const byId = (id) => document.getElementById(id);

/** The edit that a `beforeinput` event asks for, if it is one that the core can make. */
function changeOf(event) {
  const text = event.data ?? "";
  if (event.inputType === "deleteContentBackward") return { type: "deleteBackward", text: "" };
  if (event.inputType === "deleteContentForward") return { type: "deleteForward", text: "" };
  const inserts = event.inputType === "insertText" || event.inputType === "insertFromPaste";
  return inserts && text ? { type: "insert", text } : null;
}

/** One input with its message. `judged` is the field's name for `core.judge`. */
class Field {
  constructor(id, judged, form) {
    Object.assign(this, { id, judged, form, input: byId(id), message: byId(`${id}-error`) });
    this.input.addEventListener("beforeinput", (event) => this.edit(event));
    this.input.addEventListener("input", (event) => this.changed(event));
    this.input.addEventListener("compositionend", () => this.changed({ isComposing: false }));
    this.input.addEventListener("blur", () => this.check({ late: this.input.value !== "" }));
  }

  edit(event) {
    const change = event.isComposing ? null : changeOf(event);
    if (!this.form.core || !formatted.has(this.judged) || !change) return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = this.input;
    const state = this.form.core.edit(this.judged, { value, start: selectionStart, end: selectionEnd }, change);
    this.input.value = state.value;
    this.input.setSelectionRange(state.start, state.end);
    this.typed();
  }

  // Autofill, drop and cut arrive here unformatted.
  changed(event) {
    if (event.isComposing || !this.form.core) return;
    if (formatted.has(this.judged)) {
      const text = this.form.core.format(this.judged, this.input.value);
      if (text !== this.input.value) this.input.value = text;
    }
    this.typed();
  }

  fill(text) {
    this.input.value = text;
    this.changed({});
  }

  typed() {
    this.check({ late: false });
    this.form.typed(this);
  }

  /** Judges the input; an unfinished one counts as bad only when `late`. Returns whether it is good so far. */
  check({ late }) {
    if (!this.form.core) return true;
    const verdict = this.form.core.judge(this.judged, this.input.value, this.form.context(this));
    const bad = verdict.status === "invalid" || (late && verdict.status === "incomplete");
    this.show(bad ? fieldMessage(verdict.code) : "");
    return !bad;
  }

  show(message) {
    const isNew = message !== "" && message !== this.message.textContent;
    this.message.textContent = message;
    if (message) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
    if (isNew) this.form.announce(message);
  }
}

/** The inputs of the form, by the method that they belong to. */
export class Fields {
  constructor() {
    this.core = null;
    this.brand = null;
    const make = (id, judged = id) => new Field(id, judged, this);
    this.card = ["number", "expiry", "cvv", "holder", "postalCode"].map((id) => make(id));
    this.account = [make("routingNumber"), make("accountNumber")];
    this.whole = [make("accountHolder", "holder")];
    this.split = [make("firstName"), make("lastName")];
    this.splitsName = false;
    byId("country").addEventListener("change", () => this.find("postalCode").check({ late: this.value("postalCode") !== "" }));
  }

  /** Starts judging once the core is there; what was typed before is judged then. */
  start(core) {
    this.core = core;
    for (const field of this.all()) if (field.input.value) field.changed({});
  }

  all() { return [...this.card, ...this.account, ...this.whole, ...this.split]; }
  of(method) { return method === "bank" ? [...this.account, ...(this.splitsName ? this.split : this.whole)] : this.card; }
  find(id) { return this.all().find((field) => field.id === id); }
  value(id) { return byId(id).value; }

  /** The field that panless names in an error, within a method. */
  named(method, name) {
    const judged = name === "expMonth" || name === "expYear" ? "expiry" : name;
    return this.of(method).find((field) => field.judged === judged);
  }

  context(field) {
    if (field.id === "cvv" && this.brand) return { brand: this.brand };
    if (field.id === "postalCode") return { country: this.value("country") };
    return {};
  }

  typed(field) {
    if (field.id !== "number") return;
    const { brand } = this.core.judge("number", field.input.value, {});
    if (brand === this.brand) return;
    this.brand = brand;
    const chip = byId("brand");
    chip.textContent = brand ? (brandNames[brand] ?? brand) : "";
    chip.hidden = !brand;
    byId("cvv-hint").textContent = brand === "american-express" ? "4 digits, on the front" : "3 digits, on the back";
    if (brand) this.announce(chip.textContent);
    if (this.value("cvv")) this.find("cvv").check({ late: false });
  }

  /** Judges all inputs of a method as on submit, and puts the focus into the first bad one. */
  submit(method) {
    const bad = this.of(method).filter((field) => !field.check({ late: true }));
    bad[0]?.input.focus();
    return bad.length === 0;
  }

  /** What panless takes, as the form stands. */
  payment(method) {
    const value = (id) => this.value(id);
    if (method === "bank") {
      const accountType = document.querySelector("input[name=type]:checked").value;
      const name = this.splitsName ? { firstName: value("firstName"), lastName: value("lastName") } : { holder: value("accountHolder") };
      return { routingNumber: value("routingNumber"), accountNumber: value("accountNumber"), accountType, ...name };
    }
    const address = { postalCode: value("postalCode"), country: value("country") };
    return { number: value("number"), expiry: value("expiry"), cvv: value("cvv"), holder: value("holder"), address };
  }

  /** Empties every input, so that no number stays in the page. */
  clear() {
    for (const field of this.all()) {
      field.input.value = "";
      field.show("");
    }
    if (this.core) this.typed(this.find("number"));
  }

  announce(text) { byId("live").textContent = text; }
}
