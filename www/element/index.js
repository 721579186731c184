// `panless/element` and panless-element.js: importing it registers <panless-card>. On a server, where nothing can be registered, it
// does nothing.
// @ts-check

import { PanlessCard } from "./card.js";

/** Registers the element, under a name of the page's own if it gives one. @param {string} [name] */
export function defineCard(name = "panless-card") {
  // A class can have one name alone.
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, class extends PanlessCard {});
}

defineCard();
