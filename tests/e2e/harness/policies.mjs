// What a shop's page can be forbidden, and how panless is used on it: rows and entries. Each cell works by the options and lines that
// stand here, or cannot, for a reason that stands here; no cell is left out by being forgotten. policies.test.mjs plays them,
// policy-pages.mjs makes their pages, and a part of docs/csp.md is written from them.

const CALL = "pay(() => panless.createTokenizer(given).generateToken(typed()));";
const mount = (options) => `const fields = panless.createTokenizer(given).mount("#card"${options}); pay(() => fields.generateToken());`;

/**
 * Ways to use panless. `core`: the page itself loads one; `asks`: whom the page fetches from, beside its files' host; `frame`: what
 * stands in a frame of it; `tags` or `imports`: the files that it names; `code`: the page's own script.
 */
export const ENTRIES = {
  tag: { title: "script tag with `data-form`", gateway: "affinipay", core: true, asks: "gateway", tags: ["panless.js"], isForm: true },
  module: { title: "npm's modules, `attach`", gateway: "affinipay", core: true, asks: "gateway", imports: "index.js", code: "createTokenizer(given).attach(form);" },
  affinipay: { title: "`generateToken`, AffiniPay", gateway: "affinipay", core: true, asks: "gateway", tags: ["panless.js"], code: CALL },
  stripe: { title: "`generateToken`, Stripe", gateway: "stripe", core: true, asks: "gateway", tags: ["panless.js"], code: CALL },
  nelnet: { title: "`generateToken`, Nelnet", gateway: "nelnet", core: true, frame: "jsonp", tags: ["panless.js"], code: CALL },
  pepper: { title: "`mount`, Pepper's frame", gateway: "pepper", core: true, frame: "hosted", tags: ["panless.js"], code: mount("") },
  own: { title: "`mount`, a frame of your own", gateway: "affinipay", frame: "own", tags: ["panless.js"], code: mount(', { frameUrl, fields: ["number", "expiry", "cvv"] }') },
  element: { title: "`<panless-card>`, script tags", gateway: "affinipay", core: true, asks: "gateway", tags: ["panless.js", "panless-element.js"], isElement: true },
  "element-module": { title: "`<panless-card>`, npm's modules", gateway: "affinipay", core: true, asks: "gateway", imports: "element.js", isElement: true, code: "" },
  sealed: { title: "sealed for Chargezoom, `attach`", gateway: "chargezoom", core: true, asks: "relay", tags: ["panless.js"], code: "panless.createTokenizer(given).attach(form);" },
};

const [COOP, COEP, CORP, CORS] = ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin"];
const FRAME = { [COEP]: "require-corp", [CORP]: "cross-origin" };
const isolated = (value) => ({ [COOP]: "same-origin", [COEP]: value });

const NO_COEP = "Every frame of a page with `Cross-Origin-Embedder-Policy` must send that header, too, and the gateway's does not (HTML, section 7.1.4).";
const NO_ORIGIN = "A frame inside a sandbox without `allow-same-origin` has no origin either (HTML, section 7.1.5), so no message can be addressed to it alone, or known to come from it.";
const opaque = { pepper: NO_ORIGIN, own: NO_ORIGIN };
const STRICT = "'strict-dynamic'";

/**
 * What a page can be forbidden. `scripts`: how its policy names scripts; `more`: further directives; `options`: those that it takes;
 * `reports`: what it reports all the same; `sends` and `serves`: restricting headers of the page and of the files beside it; `needs`: headers that files must
 * have for it; `embed`: the frame that it stands in; `far`: panless lies on another host; `holds`: in the page, whether it is so;
 * `keeps`: what only restricts further, so that nothing breaks without; `cannot`: why not, by entry.
 */
export const ROWS = {
  hosts: { title: "`default-src 'none'`, scripts by their host", scripts: "hosts" },
  "nonce-dynamic": { title: "A nonce with `'strict-dynamic'`", scripts: "nonce", dynamic: true, keeps: [STRICT] },
  nonce: { title: "A nonce alone", scripts: "nonce" },
  hashes: { title: "Hashes alone", scripts: "hashes" },
  "hashes-dynamic": { title: "Hashes with `'strict-dynamic'`", scripts: "hashes", dynamic: true, keeps: [STRICT] },
  "no-wasm": { title: "No `'wasm-unsafe-eval'`", scripts: "hosts", options: { core: "js" } },
  "no-wasm-auto": { title: "The same, without the option", scripts: "hosts", bans: "'wasm-unsafe-eval'", reports: ["wasm-eval"] },
  "trusted-types": { title: "Trusted Types, and no policy of them allowed", scripts: "nonce", dynamic: true, keeps: [STRICT], more: { "require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"] } },
  "require-corp": { title: "COOP `same-origin`, COEP `require-corp`", scripts: "hosts", sends: isolated("require-corp"), serves: { [CORP]: "same-origin" }, needs: { "frame.html": FRAME }, holds: () => crossOriginIsolated, cannot: { pepper: NO_COEP } },
  "require-corp-far": { title: "The same, files on another host", scripts: "hosts", far: true, sends: isolated("require-corp"), serves: { [CORP]: "same-origin" }, cross: true, needs: { files: { [CORS]: "*" }, "frame.html": FRAME }, holds: () => crossOriginIsolated, cannot: { pepper: NO_COEP } },
  "credentialless-far": { title: "COEP `credentialless`, files on another host", scripts: "hosts", far: true, sends: isolated("credentialless"), serves: { [CORP]: "same-origin" }, needs: { files: { [CORS]: "*" }, "frame.html": FRAME }, holds: () => crossOriginIsolated, cannot: { pepper: NO_COEP } },
  denied: { title: "`Permissions-Policy` that denies all, `Document-Policy`, `no-referrer`, `nosniff`", scripts: "nonce", denies: true, holds: () => document.featurePolicy.allowedFeatures().length === 0 },
  opaque: { title: "In a frame with `sandbox=\"allow-scripts allow-forms\"`", scripts: "hosts", embed: { sandbox: ["allow-scripts", "allow-forms"] }, needs: { files: { [CORS]: "*" } }, holds: () => origin === "null" && window !== top, cannot: opaque },
  sandbox: { title: "The same with `allow-same-origin`", scripts: "hosts", embed: { isForeign: true, sandbox: ["allow-scripts", "allow-forms", "allow-same-origin"] }, holds: () => origin !== "null" && window !== top },
  "csp-opaque": { title: "CSP `sandbox allow-scripts allow-forms`", scripts: "nonce", more: { sandbox: ["allow-scripts", "allow-forms"] }, needs: { files: { [CORS]: "*" } }, holds: () => origin === "null" && window === top, cannot: opaque },
  "csp-sandbox": { title: "The same with `allow-same-origin`", scripts: "nonce", warns: ["can escape its sandboxing"], more: { sandbox: ["allow-scripts", "allow-forms", "allow-same-origin"] }, holds: () => origin !== "null" },
  foreign: { title: "In a frame of another site's page", scripts: "nonce", dynamic: true, keeps: [STRICT], embed: { isForeign: true }, holds: () => window !== top && location.ancestorOrigins[0] !== origin },
};

/** All of them. */
export const CELLS = Object.entries(ROWS).flatMap(([row, { cannot = {} }]) => Object.keys(ENTRIES).map((entry) => ({ row, entry, because: cannot[entry] })));
export const isPlayed = ({ because }) => because === undefined;

/** One cell of each row, by turns so that each entry has one, too. */
export function someOfAll() {
  const uses = Object.fromEntries(Object.keys(ENTRIES).map((entry) => [entry, 0]));
  return Object.keys(ROWS).map((row) => {
    const [least] = CELLS.filter((cell) => cell.row === row && isPlayed(cell)).sort((one, other) => uses[one.entry] - uses[other.entry]);
    uses[least.entry] += 1;
    return least;
  });
}

/** The lines of a cell's policy, by directive. `at` has the origins and hashes of its page. */
export function linesOf({ row, entry }, at) {
  const { scripts, dynamic, options = {}, bans, more } = ROWS[row];
  const { core, asks, frame } = ENTRIES[entry];
  const wasm = core && options.core !== "js";
  const named = { hosts: at.hosts, nonce: ["'nonce-n0nce'"], hashes: at.hashes }[scripts];
  const lines = {
    "default-src": ["'none'"],
    "script-src": [...named, ...(dynamic ? [STRICT] : []), ...(wasm ? ["'wasm-unsafe-eval'"] : [])].filter((source) => source !== bans),
    "connect-src": [...(wasm ? [at.files] : []), ...(asks ? [at.asked] : [])],
    "frame-src": frame ? [at.framed] : [],
    "form-action": [at.shop],
    ...more,
  };
  return Object.fromEntries(Object.entries(lines).filter(([, sources]) => sources.length));
}

/** A policy as a header has it. */
export const written = (lines) => Object.entries(lines).map(([name, sources]) => [name, ...sources].join(" ")).join("; ");

/** Restrictions alone: without them a page may do more, not less. */
const RESTRICTS = ["default-src", "require-trusted-types-for", "trusted-types"];

/** What can be taken away from a cell, each of which it must miss: `{kind, name}`, and what policy-pages.mjs then leaves out. */
export function partsOf({ row, entry }, lines) {
  const { keeps = [], needs = {}, embed, cross, options, scripts } = ROWS[row];
  const has = { files: true, "frame.html": ENTRIES[entry].frame === "own" };
  const sources = Object.entries(lines).flatMap(([directive, all]) => (RESTRICTS.includes(directive) ? [] : all.map((source, at) => ({ directive, source, at }))));
  return [
    ...sources.filter(({ source }) => !keeps.includes(source)).map((part) => ({ ...part, kind: part.directive, name: `${part.directive} ${part.source}` })),
    ...Object.entries(needs).filter(([file]) => has[file]).flatMap(([file, headers]) => Object.keys(headers).map((header) => ({ kind: header, name: `${header} of ${file}`, file, header }))),
    ...(embed?.sandbox ?? []).map((flag) => ({ kind: `sandbox ${flag}`, name: `sandbox ${flag}`, flag })),
    ...(cross && ENTRIES[entry].tags ? [{ kind: "crossorigin", name: "crossorigin of the tags", tag: "crossorigin" }] : []),
    ...(scripts === "hashes" ? [{ kind: "import map", name: "the import map", tag: "map" }] : []),
    ...(scripts === "hashes" && ENTRIES[entry].tags ? [{ kind: "integrity", name: "integrity of the tags", tag: "integrity" }] : []),
    ...(options && ENTRIES[entry].core ? Object.keys(options).map((option) => ({ kind: option, name: `option ${option}`, option })) : []),
  ];
}
