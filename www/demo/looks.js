// How fields in a frame look: the colours and measures of shop.css, for no style sheet of the shop reaches into a frame.
// @ts-check

const light = {
  ground: "#f1f3ec", surface: "#fff", ink: "#16211a", soft: "#536158", edge: "#77847a", accent: "#8a1f4f", bad: "#ab2318", wash: "#fcecea",
  scheme: "light",
};
const dark = {
  ground: "#101511", surface: "#182019", ink: "#e8eee5", soft: "#a8b6ab", edge: "#7d8b80", accent: "#f1a3c3", bad: "#ff9c8f", wash: "#3a1c18",
  scheme: "dark",
};

/** @param {typeof light} colours */
function rules({ ground, surface, ink, soft, edge, accent, bad, wash, scheme }) {
  return {
    body: { background: ground, color: ink, colorScheme: scheme, font: "1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif" },
    // What the outline of a focused input needs; shop.css takes it back around the frame.
    "#app": { padding: "5px" },
    "label, legend": { fontSize: ".9375rem", fontWeight: "600", marginBottom: ".3125rem" },
    ".types": { marginBottom: ".5rem" },
    ".types label": { fontSize: "1rem", fontWeight: "400", marginBottom: "0" },
    "input[type=radio]": { width: "1.25rem", height: "1.25rem", margin: "0", accentColor: accent },
    ".fieldsetrow": { columnGap: ".875rem", rowGap: "0" },
    ".fieldsetgroup": { marginBottom: "1.125rem" },
    ".card .cc, .ach .routing, .ach .account": { flexBasis: "100%" },
    "input:not([type=radio]), select": {
      minHeight: "3rem", padding: ".625rem .875rem", fontSize: "1.0625rem", color: ink, backgroundColor: surface, border: `1px solid ${edge}`,
      borderRadius: "6px",
    },
    "input::placeholder": { color: soft, opacity: "1" },
    "input:focus-visible, select:focus-visible": { outline: `3px solid ${accent}`, outlineOffset: "1px" },
    "input[aria-invalid=true], select[aria-invalid=true]": { borderColor: bad, backgroundColor: wash, boxShadow: `inset 0 0 0 1px ${bad}` },
    ".error": { marginTop: ".3125rem", color: bad, fontSize: ".875rem", fontWeight: "600" },
  };
}

const preferred = () => (matchMedia("(prefers-color-scheme: dark)").matches ? dark : light);

/** The rules of the gateway's frame, for the colours that the customer prefers. */
export const looks = () => rules(preferred());

/** The declarations for the parts of our own frame. */
export function frameLooks() {
  const { ground, surface, ink, soft, edge, accent, bad, wash } = preferred();
  return {
    form: {
      "row-gap": "1.125rem", "column-gap": ".875rem", padding: "5px", color: ink, "background-color": ground,
      "font-family": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    },
    label: { "font-size": ".9375rem", "font-weight": "600", "margin-bottom": ".3125rem" },
    input: {
      "min-height": "3rem", padding: ".625rem .875rem", "font-size": "1.0625rem", color: ink, "background-color": surface, border: `1px solid ${edge}`,
      "border-radius": "6px",
    },
    "input:placeholder": { color: soft },
    "input:focus": { outline: `3px solid ${accent}`, "outline-offset": "-1px", "border-color": accent },
    "input:invalid": { "border-color": bad, "background-color": wash, "box-shadow": `inset 0 0 0 1px ${bad}` },
    note: { "margin-top": ".3125rem", color: bad, "font-size": ".8125rem", "font-weight": "500" },
  };
}
