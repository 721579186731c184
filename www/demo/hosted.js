// Fields of the gateway's own, in a frame that stands where the shop's inputs would: mounted, dressed, asked for a token, thrown away.

const light = {
  ground: "#f1f3ec", surface: "#fff", ink: "#16211a", soft: "#536158", edge: "#77847a", accent: "#8a1f4f", bad: "#ab2318", wash: "#fcecea",
  scheme: "light",
};
const dark = {
  ground: "#101511", surface: "#182019", ink: "#e8eee5", soft: "#a8b6ab", edge: "#7d8b80", accent: "#f1a3c3", bad: "#ff9c8f", wash: "#3a1c18",
  scheme: "dark",
};

/** The colours and measures of shop.css: no style sheet of the shop reaches into the frame. */
function looks({ ground, surface, ink, soft, edge, accent, bad, wash, scheme }) {
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

function settings() {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const payment = { types: ["card", "ach"], showTitle: false, card: { requireCVV: true } };
  return { payment, styles: looks(isDark ? dark : light) };
}

export class Hosted {
  /** `failed` gets what goes wrong while nobody asks for a token. */
  constructor(container, failed) {
    Object.assign(this, { container, failed, tokenizer: null, form: null, opening: null });
  }

  /** Loads the fields, in place of those that may stand there. `account` ends in the options of the tokenizer. */
  open(account) {
    this.close();
    const opening = this.mount(account, () => this.opening === opening);
    this.opening = opening;
    opening.catch(this.failed);
  }

  async mount(account, isWanted) {
    const options = await account;
    // Another gateway may have been chosen meanwhile.
    if (!isWanted()) return;
    this.tokenizer = panless.createTokenizer(options);
    this.form = this.tokenizer.mount(this.container, { title: "Card or bank account", settings: settings() });
    this.form.on("error", this.failed);
  }

  /** `cents` in the gateway's way of writing them. */
  async token(cents) {
    await this.opening;
    return this.form.generateToken({ amount: (cents / 100).toFixed(2) });
  }

  focus() {
    this.form?.focus();
  }

  close() {
    this.tokenizer?.destroy();
    this.tokenizer = this.form = this.opening = null;
  }
}
