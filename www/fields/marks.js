// The mark of a card's brand as an inline SVG, made element by element: no request, and nothing that a policy forbids.
// @ts-check

import { marks, shapes } from "panless-marks";

/** @param {string} shape */
const make = (shape) => {
  const [place, text = "", ...values] = shape.split(",");
  const [tag, ...attributes] = shapes[+place].split(",");
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const attribute of attributes) {
    const [name, usual] = attribute.split("=");
    element.setAttribute(name, values.shift() || usual);
  }
  element.append(text);
  return element;
};

/** @param {number} [place] of the brand in the table; without, or with -1, it is a plain card */
export function drawMark(place = -1) {
  const svg = make("0,");
  svg.append(...marks.slice(place)[0].split(";").map(make));
  return /** @type {SVGSVGElement} */ (svg);
}
