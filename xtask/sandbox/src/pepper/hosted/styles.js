// The settings' style map: selector to declarations, at-rules around such maps. Through the object model, which the page's policy lets
// through and which takes no text for more than one value.

const dashed = (name) => (name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));

function fill(sheet, map) {
  for (const [selector, inside] of Object.entries(map)) {
    if (typeof inside !== "object" || inside === null) continue;
    try {
      const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)];
      if (selector.startsWith("@")) fill(rule, inside);
      else for (const [name, value] of Object.entries(inside)) rule.style.setProperty(dashed(name), String(value));
    } catch {
      // What is no selector styles nothing.
    }
  }
}

export function applyStyles(map) {
  const sheet = new CSSStyleSheet();
  fill(sheet, map);
  document.adoptedStyleSheets = [sheet];
}
