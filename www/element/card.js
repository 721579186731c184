// <panless-card>: what HTML expects of an element of a form. What it does is in ./work.js.
// @ts-check

import { attributes, kinds } from "./options.js";
import { workCard } from "./work.js";

/** On a server there are no elements. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** @type {WeakMap<PanlessCard, ReturnType<typeof workCard>>} */
const works = new WeakMap();
/** @param {any} card */
const of = (card) => /** @type {ReturnType<typeof workCard>} */ (works.get(card));

/** What changes what goes along with the form, and nothing else. */
const OF_VALUE = ["name", "brand-input", "last4-input"];
/** What a form asks its elements, answered by the browser. */
const INTERNAL = /** @type {const} */ (["form", "labels", "validity", "validationMessage", "willValidate"]);

export class PanlessCard extends Base {
  static get formAssociated() { return true; }
  static get observedAttributes() { return [...attributes, "name"]; }

  constructor() {
    super();
    works.set(this, workCard(this, this.attachInternals()));
    this.addEventListener("invalid", (event) => of(this).refuse(event));
    // A label was pressed; whoever presses beside an input means nothing by it.
    this.addEventListener("click", ({ target, clientX, clientY }) => {
      if (target === this && !this.contains(document.elementFromPoint(clientX, clientY))) this.focus();
    });
  }

  connectedCallback() {
    // What a page has set before it knew the element.
    for (const name of [...kinds.keys(), "name", "disabled"]) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const value = /** @type {any} */ (this)[name];
      delete /** @type {any} */ (this)[name];
      /** @type {any} */ (this)[name] = value;
    }
    of(this).connect();
  }

  disconnectedCallback() { of(this).disconnect(); }
  /** Where a browser can move an element without taking it out, nothing happens to it. */
  connectedMoveCallback() {}
  formAssociatedCallback() { of(this).queue(); }
  formDisabledCallback(/** @type {boolean} */ isDisabled) { of(this).disable(isDisabled), of(this).queue(); }
  formResetCallback() { of(this).clear(); }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before !== now) (OF_VALUE.includes(name) ? of(this).fill : of(this).renew)();
  }

  get name() { return this.getAttribute("name") ?? "payment_token"; }
  set name(name) { this.setAttribute("name", name); }
  get disabled() { return this.hasAttribute("disabled"); }
  set disabled(isDisabled) { this.toggleAttribute("disabled", Boolean(isDisabled)); }
  get token() { return of(this).token(); }
  get state() { return of(this).state(); }
  getState() { return this.state; }

  generateToken(/** @type {any} */ options) { return of(this).call(options); }
  /** @param {string} field @param {any} change */
  setField(field, change) { return of(this).setField(field, change); }
  clear() { of(this).clear(); }
  /** @param {any} [field] */
  focus(field) { of(this).focus(typeof field === "string" ? field : undefined); }
  checkValidity() { return of(this).check(); }
  reportValidity() { return of(this).report(); }
}

/** @param {string} name @param {(this: PanlessCard) => unknown} get @param {(this: PanlessCard, value: unknown) => void} [set] */
const define = (name, get, set) => Object.defineProperty(PanlessCard.prototype, name, { configurable: true, enumerable: true, get, set });
for (const name of INTERNAL) define(name, function () { return of(this).internals[name]; });
for (const name of kinds.keys()) define(name, function () { return of(this).read(name); }, function (value) { of(this).write(name, value); });
