// The form: what the settings ask for, what is in it, what is wrong with it.

import { Field, address, element, person, rows, section } from "./fields.js";
import { bin, digits, isAccount, isCode, isFuture, isNumber, isRouting, month } from "./judge.js";

/** The ways to pay that the sandbox has; the settings may name others, which are left out. */
const TYPES = { card: "Card", ach: "Bank account" };
const SEC_CODES = ["web", "ccd", "ppd"];

const shown = (part) => part?.show === true;
const values = (fields) => Object.fromEntries(fields.map(({ name, value }) => [name, value]));

function cardFields({ showExpDate, showCVV, placeholderCreditCard, card = {} }) {
  const more = { inputmode: "numeric", maxlength: "23" };
  const number = new Field("cc", "Card number", { ...more, autocomplete: "cc-number", placeholder: placeholderCreditCard, isRequired: true });
  const exp = new Field("exp", "Expires (MM/YY)", { ...more, autocomplete: "cc-exp", isRequired: true });
  const cvv = new Field("cvv", "Security code", { ...more, autocomplete: "cc-csc", isRequired: card.requireCVV === true });
  return [number, showExpDate === false ? exp.hide() : exp, showCVV === false ? cvv.hide() : cvv];
}

function bankFields({ ach = {} }) {
  const more = { inputmode: "numeric", autocomplete: "off", isRequired: true };
  const codes = [ach.secCodeList ?? SEC_CODES].flat().filter((code) => SEC_CODES.includes(code));
  const code = new Field("sec_code", "SEC code", { options: (codes.length ? codes : SEC_CODES).map((name) => [name, name.toUpperCase()]) });
  code.value = codes.includes(ach.sec_code) ? ach.sec_code : code.input.options[0].value;
  return [
    new Field("routing", "Routing number", more),
    new Field("account", "Account number", more),
    new Field("type", "Account type", { options: [["checking", "Checking"], ["savings", "Savings"]] }),
    ach.showSecCode === true ? code : code.hide(),
  ];
}

export class Form {
  /** `tell(event, data)` is called on what the customer does. */
  constructor(settings, tell) {
    const { payment = {}, user = {} } = settings;
    this.tell = tell;
    this.payment = payment;
    this.types = [payment.types ?? "card"].flat().filter((type) => Object.hasOwn(TYPES, type));
    this.type = this.types[0];
    this.card = cardFields(payment);
    this.ach = bankFields(payment);
    this.user = person(user);
    this.billing = address("billing");
    this.shipping = address("shipping");
    this.has = { user: this.user.length > 0, billing: shown(settings.billing), shipping: shown(settings.shipping) };
    this.root = this.#draw(settings);
    this.#listen();
  }

  #draw({ payment = {}, user = {}, billing = {}, shipping = {} }) {
    const [card, ach] = ["card", "ach"].map((type) => element("fieldset", { className: `fieldset ${type}` }, rows(this[type])));
    this.groups = { card, ach };
    const choices = this.types.map((type) => {
      const radio = element("input", { type: "radio", name: "payment-type", value: type, checked: type === this.type });
      return element("label", {}, radio, TYPES[type]);
    });
    const choice = element("fieldset", { className: "types", hidden: choices.length < 2 }, element("legend", { textContent: "Pay by" }), ...choices);
    const fieldset = (fields) => element("div", { className: "fieldset" }, rows(fields));
    const parts = [section("payment", "Payment", payment, choice, card, ach)];
    if (this.has.user) parts.unshift(section("user", "Customer", user, fieldset(this.user)));
    if (this.has.billing) parts.push(section("billing", "Billing address", billing, fieldset(this.billing)));
    if (this.has.shipping) parts.push(section("shipping", "Shipping address", shipping, fieldset(this.shipping)));
    this.#show();
    return element("form", { id: "tokenizer-form", noValidate: true, autocomplete: "on" }, ...parts);
  }

  #show() {
    for (const [type, group] of Object.entries(this.groups)) group.hidden = type !== this.type;
    const { user_required: user = {}, billing_required: billing = {} } = this.payment[this.type] ?? {};
    for (const field of this.user) field.require(user[field.name] === true);
    for (const field of this.billing) field.require(billing[field.name] === true);
  }

  #listen() {
    // Enter in a field would send the form to nowhere.
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("change", ({ target }) => {
      if (target.name === "payment-type") this.#choose(target.value);
      else if (["type", "sec_code"].includes(target.id)) this.tell("achOnChange", this.#kind());
    });
    this.root.addEventListener("input", () => this.look());
  }

  #choose(type) {
    this.type = type;
    this.#show();
    this.tell("onPaymentChange", { type });
  }

  #kind() {
    const { type, sec_code } = values(this.ach);
    return { sec_code, account_type: type };
  }

  /** Tells once that the card has become good, or has stopped being so. */
  look() {
    const isValid = this.#judgeCard().length === 0;
    const told = JSON.stringify({ isValid, bin: isValid ? bin(digits(this.card[0].value)) : {} });
    if (told !== (this.told ?? JSON.stringify({ isValid: false, bin: {} }))) this.tell("validCard", JSON.parse(told));
    this.told = told;
  }

  #judgeCard() {
    const [number, exp, cvv] = this.card;
    const expiry = month(exp.value);
    const needsCode = !cvv.root.hidden && (cvv.isRequired || cvv.value !== "");
    return [
      ...(isNumber(digits(number.value), this.payment.card?.strict_mode === true) ? [] : ["cc"]),
      ...(expiry && isFuture(expiry) ? [] : ["exp"]),
      ...(needsCode && !isCode(cvv.value) ? ["cvv"] : []),
    ];
  }

  #judgeBank() {
    const { routing, account } = values(this.ach);
    return [...(isRouting(routing) ? [] : ["routing"]), ...(isAccount(account) ? [] : ["account"])];
  }

  /** The fields that the customer sees, or that the shop fills in their place. */
  #fields() {
    return [...this[this.type], ...(this.has.user ? this.user : []), ...(this.has.billing ? this.billing : [])];
  }

  /** The names of what is wrong, which are marked. */
  judge() {
    const names = this.type === "card" ? this.#judgeCard() : this.#judgeBank();
    const others = this.#fields().filter((field) => !this[this.type].includes(field));
    names.push(...others.filter(({ isRequired, value }) => isRequired && value === "").map(({ name }) => name));
    for (const field of this.#fields()) field.mark(names.includes(field.name));
    return names;
  }

  mark(name) {
    for (const field of this.#fields()) if (field.name === name) field.mark(true);
  }

  setExpiry(text) {
    this.card[1].value = text;
    this.card[1].mark(false);
    this.look();
  }

  setAddress(kind, given) {
    for (const field of this[kind]) if (typeof given[field.name] === "string") field.value = given[field.name];
  }

  /** What the sandbox is asked to keep. */
  payload() {
    const [number, exp, cvv] = this.card;
    const zip = this.billing.find(({ name }) => name === "zip").value;
    const rest = zip === "" ? {} : { postal_code: zip };
    if (this.type === "card") {
      const code = cvv.root.hidden || cvv.value === "" ? {} : { cvc: cvv.value };
      return { card: { number: digits(number.value), expiration_date: month(exp.value), ...code }, ...rest };
    }
    const { routing, account } = values(this.ach);
    return { ach: { routing_number: routing, account_number: account, ...this.#kind() }, ...rest };
  }

  /** The sections that are shown, as a success repeats them. */
  repeated() {
    const parts = ["user", "billing", "shipping"].filter((part) => this.has[part]);
    return Object.fromEntries(parts.map((part) => [part, values(this[part])]));
  }
}
