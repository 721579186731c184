// The form's elements: a label, an input, a line for what is wrong with it.

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** One value that the customer gives, under the name by which the protocol knows it. */
export class Field {
  constructor(name, label, { id = name, options, placeholder, isRequired = false, ...attributes } = {}) {
    this.name = name;
    this.error = element("p", { className: "error", id: `${id}-error`, hidden: true, textContent: `${label}: please check.` });
    const choices = options?.map(([value, text]) => element("option", { value, textContent: text }));
    this.input = choices ? element("select", {}, ...choices) : element("input", { type: "text", placeholder: placeholder ?? "" });
    this.input.id = id;
    for (const [attribute, value] of Object.entries(attributes)) this.input.setAttribute(attribute, value);
    this.require(isRequired);
    const text = element("label", { htmlFor: id, textContent: label });
    this.root = element("div", { className: `fieldsetgroup ${name}` }, text, this.input, this.error);
    this.input.addEventListener("input", () => this.mark(false));
  }

  get value() {
    return this.input.value.trim();
  }

  set value(text) {
    this.input.value = text;
  }

  hide() {
    this.root.hidden = true;
    return this;
  }

  require(isRequired) {
    this.isRequired = isRequired;
    if (isRequired) this.input.setAttribute("aria-required", "true");
    else this.input.removeAttribute("aria-required");
  }

  mark(isWrong) {
    this.error.hidden = !isWrong;
    if (isWrong) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
    // Beside its label an input has a description only while something is wrong with it.
    if (isWrong) this.input.setAttribute("aria-describedby", this.error.id);
    else this.input.removeAttribute("aria-describedby");
  }
}

/** A part of the form with a heading; the settings of both are `showTitle` and `showLabel`. */
export function section(name, title, { showTitle, showLabel }, ...content) {
  const heading = element("h2", { className: "title", textContent: title, hidden: showTitle === false });
  return element("section", { className: showLabel === false ? `${name} unlabelled` : name }, heading, ...content);
}

export const rows = (fields) => element("div", { className: "fieldsetrow" }, ...fields.map(({ root }) => root));

const ADDRESS = [
  ["address", "Address", "street-address"], ["city", "City", "address-level2"], ["state", "State", "address-level1"],
  ["zip", "ZIP", "postal-code"], ["country", "Country", "country"],
];

/** The five fields of an address. */
export function address(kind) {
  return ADDRESS.map(([name, label, autocomplete]) => new Field(name, label, { id: `${kind}-${name}`, autocomplete: `${kind} ${autocomplete}` }));
}

/** Those of the customer that the settings show. */
export function person({ showName, showEmail, showPhone }) {
  const field = (name, label, autocomplete, type = "text") => new Field(name, label, { autocomplete, type });
  return [
    ...(showName ? [field("first_name", "First name", "given-name"), field("last_name", "Last name", "family-name")] : []),
    ...(showEmail ? [field("email", "E-mail", "email", "email")] : []),
    ...(showPhone ? [field("phone", "Phone", "tel", "tel")] : []),
  ];
}
