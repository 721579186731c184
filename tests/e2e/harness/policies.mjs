// What a shop's page can be forbidden, and how panless is used on it: rows and entries. Each cell works by the options and lines that
// stand here, or cannot, for a reason that stands here; no cell is left out by being forgotten. policies.test.mjs plays them,
// policy-pages.mjs makes their pages, and a part of docs/csp.md is written from them.

const CALL = "pay(() => panless.createTokenizer(given).generateToken(typed()));";
const mount = (options) => `const fields = panless.createTokenizer(given).mount("#card"${options}); pay(() => fields.generateToken());`;

/**
 * Ways to use panless. `core`: the page itself loads one; `asks`: whom the page fetches from, beside its files' host; `frame`: what
 * stands in a frame of it; `tags` or `imports`: the files that it names; `isAlone`: they load no further script; `code`: the page's own one.
 */
export const ENTRIES = {
  tag: { title: "script tag with `data-form`", gateway: "affinipay", core: true, asks: "gateway", tags: ["panless.js"], isForm: true },
  module: { title: "npm's modules, `attach`", gateway: "affinipay", core: true, asks: "gateway", imports: "index.js", code: "createTokenizer(given).attach(form);" },
  affinipay: { title: "`generateToken`, AffiniPay", isAlone: true, gateway: "affinipay", core: true, asks: "gateway", tags: ["panless.js"], code: CALL },
  stripe: { title: "`generateToken`, Stripe", isAlone: true, gateway: "stripe", core: true, asks: "gateway", tags: ["panless.js"], code: CALL },
  nelnet: { title: "`generateToken`, Nelnet", gateway: "nelnet", core: true, frame: "jsonp", tags: ["panless.js"], code: CALL },
  pepper: { title: "`mount`, Pepper's frame", gateway: "pepper", core: true, frame: "hosted", tags: ["panless.js"], code: mount("") },
  own: { title: "`mount`, a frame of your own", gateway: "affinipay", frame: "own", tags: ["panless.js"], code: mount(', { frameUrl, fields: ["number", "expiry", "cvv"] }') },
  element: { title: "`<panless-card>`, script tags", gateway: "affinipay", core: true, asks: "gateway", tags: ["panless.js", "panless-element.js"], isElement: true },
  "element-module": { title: "`<panless-card>`, npm's modules", gateway: "affinipay", core: true, asks: "gateway", imports: "element.js", isElement: true, code: "" },
  sealed: { title: "sealed for Chargezoom, `attach`", gateway: "chargezoom", core: true, asks: "relay", tags: ["panless.js"], code: "panless.createTokenizer(given).attach(form);" },
};

const [COOP, COEP, CORP, CORS] = ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin"];
const ANYBODY = { [CORS]: "*" };
const FRAME = { [COEP]: "require-corp", [CORP]: "cross-origin" };
const SANDBOX = ["allow-scripts", "allow-forms"];
const STAYS = [...SANDBOX, "allow-same-origin"];

const NO_COEP = "Every frame of a page with `Cross-Origin-Embedder-Policy` must send that header, too, and the gateway's does not (HTML, section 7.1.4).";
const NO_ORIGIN = "A frame inside a sandbox without `allow-same-origin` has no origin either (HTML, section 7.1.5), so no message can be addressed to it alone, or known to come from it.";
const opaque = { pepper: NO_ORIGIN, own: NO_ORIGIN };
const STRICT = "'strict-dynamic'";
const DYNAMIC = { scripts: "nonce", dynamic: true, keeps: [STRICT] };
const TYPES = { "require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"] };
/** A page that isolates itself. */
const isolated = (value, needs) => ({
  scripts: "hosts", sends: { [COOP]: "same-origin", [COEP]: value }, serves: { [CORP]: "same-origin" }, needs: { "frame.html": FRAME, ...needs },
  holds: () => crossOriginIsolated, cannot: { pepper: NO_COEP },
});

/**
 * What a page can be forbidden. `scripts`: how its policy names scripts; `more`: further directives; `options`: those that it takes;
 * `reports`: what it reports all the same; `sends` and `serves`: restricting headers of the page and of the files beside it; `needs`: headers that files must
 * have for it; `embed`: the frame that it stands in; `far`: panless lies on another host; `holds`: in the page, whether it is so;
 * `keeps`: what only restricts further, so that nothing breaks without; `warns`: what the console says of the restriction itself; `cannot`: why not, by entry;
 * `by`: the entry that plays it where not everything is wanted.
 */
export const ROWS = {
  hosts: { by: "tag", title: "`default-src 'none'`, scripts by their host", scripts: "hosts" },
  "nonce-dynamic": { by: "module", title: "A nonce with `'strict-dynamic'`", ...DYNAMIC },
  nonce: { by: "sealed", title: "A nonce alone", scripts: "nonce" },
  hashes: { by: "element", title: "Hashes alone", scripts: "hashes" },
  "hashes-dynamic": { by: "stripe", title: "Hashes with `'strict-dynamic'`", scripts: "hashes", dynamic: true, keeps: [STRICT] },
  "no-wasm": { by: "pepper", title: "No `'wasm-unsafe-eval'`", scripts: "hosts", options: { core: "js" } },
  "no-wasm-auto": { by: "affinipay", title: "No `'wasm-unsafe-eval'`, without the option", scripts: "hosts", bans: "'wasm-unsafe-eval'", reports: ["wasm-eval"] },
  "trusted-types": { by: "nelnet", title: "Trusted Types, and no policy of them allowed", ...DYNAMIC, more: TYPES },
  "require-corp": { by: "own", title: "COOP `same-origin`, COEP `require-corp`", ...isolated("require-corp") },
  "require-corp-far": {
    by: "nelnet", title: "COOP `same-origin`, COEP `require-corp`, files on another host", far: true, cross: true, ...isolated("require-corp", { files: ANYBODY }),
  },
  "credentialless-far": {
    by: "element-module", title: "COOP `same-origin`, COEP `credentialless`, files on another host", far: true, ...isolated("credentialless", { files: ANYBODY }),
  },
  denied: {
    by: "own", title: "`Permissions-Policy` that denies all, `Document-Policy`, `no-referrer`, `nosniff`", scripts: "nonce", denies: true,
    holds: () => document.featurePolicy.allowedFeatures().length === 0,
  },
  opaque: {
    by: "nelnet", title: 'In a frame with `sandbox="allow-scripts allow-forms"`', scripts: "hosts", embed: { sandbox: SANDBOX }, needs: { files: ANYBODY },
    holds: () => origin === "null" && window !== top, cannot: opaque,
  },
  sandbox: {
    by: "own", title: 'In a frame with `sandbox="allow-scripts allow-forms allow-same-origin"`', scripts: "hosts", embed: { isForeign: true, sandbox: STAYS },
    holds: () => origin !== "null" && window !== top,
  },
  "csp-opaque": {
    by: "tag", title: "CSP `sandbox allow-scripts allow-forms`", scripts: "nonce", more: { sandbox: SANDBOX }, needs: { files: ANYBODY },
    holds: () => origin === "null" && window === top, cannot: opaque,
  },
  "csp-sandbox": {
    by: "sealed", title: "CSP `sandbox allow-scripts allow-forms allow-same-origin`", scripts: "nonce", warns: ["can escape its sandboxing"], more: { sandbox: STAYS },
    holds: () => origin !== "null",
  },
  foreign: {
    by: "pepper", title: "In a frame of another site's page", ...DYNAMIC, embed: { isForeign: true },
    holds: () => window !== top && location.ancestorOrigins[0] !== origin,
  },
};

/** All of them. */
export const CELLS = Object.entries(ROWS).flatMap(([row, { cannot = {} }]) => Object.keys(ENTRIES).map((entry) => ({ row, entry, because: cannot[entry] })));
export const isPlayed = ({ because }) => because === undefined;

/** One cell of each row, and so that each entry and each kind of part has one, too. */
export const someOfAll = () => Object.entries(ROWS).map(([row, { by: entry }]) => ({ row, entry }));

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

const kindOf = (source) => (source.startsWith("'nonce-") ? "nonce" : source.startsWith("'sha") ? "hash" : /^https?:/.test(source) ? "host" : source);

/**
 * What can be taken away from a cell, each of which it must miss: its `kind` and `name`, and what policy-pages.mjs then leaves out. What
 * the documented policies have of the kind, tests/guides/policies.test.mjs takes away (`isGuided`).
 */
export function partsOf({ row, entry }, lines) {
  const { keeps = [], needs = {}, embed, cross, options, scripts, far } = ROWS[row];
  const { frame, core, tags, isAlone } = ENTRIES[entry];
  const sources = Object.entries(lines).filter(([directive]) => !RESTRICTS.includes(directive)).flatMap(([directive, all]) => all.map((source, at) => {
    const kind = `${directive} ${kindOf(source)}${far ? ", far" : ""}`;
    return { kind, name: `${kind} (${at + 1})`, source, directive, at, isGuided: !far && directive !== "sandbox" && kindOf(source) !== "hash" };
  }));
  const part = (is, name, more) => (is ? [{ kind: name, name, ...more }] : []);
  return [
    ...sources.filter(({ source }) => !keeps.includes(source)),
    ...Object.entries(needs).flatMap(([file, headers]) => Object.keys(headers).flatMap((header) => part(file === "files" || frame === "own", `${header} of ${file}`, { file, header }))),
    ...(embed?.sandbox ?? []).flatMap((flag) => part(true, `the frame's ${flag}`, { flag })),
    ...part(frame === "own" && embed, "frame-ancestors of what is around", { isAlone: true }),
    ...part(cross && tags, "crossorigin of the tags", { tag: "crossorigin" }),
    ...part(scripts === "hashes" && tags, "integrity of the tags", { tag: "integrity" }),
    ...part(scripts === "hashes" && !isAlone, "the import map", { tag: "map" }),
    ...Object.keys((core && options) || {}).flatMap((option) => part(true, `option ${option}`, { option })),
  ];
}

/** The kinds of parts that there are, beside those of the guides. */
export function kinds() {
  const at = ({ far }) => ({ hosts: far ? ["http://h", "'self'"] : ["'self'"], files: far ? "http://h" : "'self'", shop: "'self'", asked: "http://g", framed: "http://f", hashes: ["'sha256-x'"] });
  return [...new Set(CELLS.filter(isPlayed).flatMap((cell) => partsOf(cell, linesOf(cell, at(ROWS[cell.row])))).filter(({ isGuided }) => !isGuided).map(({ kind }) => kind))];
}

const code = (text) => `\`${text}\``;
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** What a use asks of a policy, beside its scripts. */
function usesTable() {
  const rows = Object.values(ENTRIES).map(({ title, core, asks, frame }) => [
    title, core ? code("'wasm-unsafe-eval'") : "", [core && "the files' host", asks && `the ${asks}`].filter(Boolean).join(", "),
    { jsonp: code("jsonp.html"), hosted: "the gateway", own: "the frame's host" }[frame] ?? "",
  ]);
  return table(["Use", "`script-src`, beside the scripts", "`connect-src`", "`frame-src`"], rows);
}

/** What a row asks of files, tags and options. */
function askedOf({ options = {}, needs = {}, cross, scripts, reports, embed }) {
  const headers = Object.entries(needs).map(([file, all]) => `${file === "files" ? "panless's files" : code(file)} with ${Object.entries(all).map(([name, value]) => code(`${name}: ${value}`)).join(", ")}`);
  return [
    ...Object.entries(options).map(([name, value]) => code(`${name}: "${value}"`)),
    ...(reports ? [`reports ${code(reports)} once, where the page loads a core`] : []),
    ...(scripts === "hashes" ? ["`integrity` on the tags, an import map with the hash of each further script, and each hash in `script-src`"] : []),
    ...(cross ? ['`crossorigin="anonymous"` on the tags'] : []),
    ...headers,
    ...(embed?.isForeign ? ["`frame-ancestors` of `frame.html` names both pages"] : []),
  ].join("; ") || "nothing";
}

/** How many cells there are. */
export function sizeOfAll() {
  const works = CELLS.filter(isPlayed).length;
  return `${CELLS.length} cells: ${Object.keys(ROWS).length} rows by ${Object.keys(ENTRIES).length} uses, of which ${works} work and ${CELLS.length - works} cannot`;
}

/** The rows' part of docs/csp.md. */
export function policiesTable() {
  const notes = [...new Set(CELLS.filter((cell) => !isPlayed(cell)).map(({ because }) => because))];
  const rows = Object.entries(ROWS).map(([name, row]) => {
    const left = CELLS.filter((cell) => cell.row === name && !isPlayed(cell)).map(({ entry, because }) => `${ENTRIES[entry].title} [${notes.indexOf(because) + 1}]`);
    return [row.title, askedOf(row), left.length ? `all but ${left.join(" and ")}` : "all"];
  });
  const lists = [usesTable(), table(["The page", "It takes", "Uses that work"], rows), notes.map((note, at) => `${at + 1}. ${note}`).join("\n"), `${sizeOfAll()}.`];
  return `\n${lists.join("\n\n")}\n\n`;
}
