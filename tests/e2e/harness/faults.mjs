// The fault matrix: every fault of a gateway or of the way to it, and what a call then ends in. faults.test.mjs plays them, and docs/faults.md is written from it.

/** An end: code, who acts, whether a token may have been made; then what else the error says. `null` is a token. */
const end = (code, category, outcome, more = {}) => ({ code, category, outcome, status: null, retryable: false, ...more });

const lost = end("network_failed", "network", "unknown");
const offline = end("offline", "network", "none", { retryable: true });
const late = end("timeout", "network", "unknown");
const lateUnsent = end("timeout", "network", "none");
const garbled = end("reply_invalid", "gateway", "unknown");
const large = end("reply_too_large", "gateway", "unknown");
const redirected = end("redirected", "gateway", "unknown");
const refused = end("request_refused", "merchant", "none");
const broken = end("gateway_error", "gateway", "none", { retryable: true });
const frameFailed = end("frame_failed", "network", "none");
const field = (code, name, more) => end(code, "customer", "none", { field: name, ...more });
const with200 = (of) => ({ ...of, status: 200 });

/** A cell: the scenario to play, its end, then what is special about it. */
const cell = (play, ends, more = {}) => ({ play, ends, ...more });
/** The fault does not end by itself: the call gets the short deadline, and the browser hangs up. */
const hangs = (play, more) => cell(play, late, { hangs: true, ...more });
/** The same once the gateway has said everything. */
const runs = (play) => cell(play, late, { hangs: true, answered: true });
/** There is no such fault on this way. */
const none = (because) => ({ because });

const NO_STATUS = "A reply with an error status is not run, and a script load tells neither status nor reason.";
const NO_BYTES = "A browser does not say how much of a script it has loaded: the deadline alone bounds it, and a reply over the limit is refused after all of it came.";
const NO_REDIRECT = "A script load does not say that it was redirected, and a policy ignores the path after a redirect: on the gateway's own host it cannot be seen.";
const NO_FOREIGN = "The policy of `jsonp.html` stops it, which looks like any load that failed.";
const NO_COOKIES = "A script load cannot be told to send no cookies. Chromium sends none from the frame's opaque origin; other browsers may send the gateway's own.";
const NO_CACHE = "A script load cannot be told to keep nothing. Chromium keeps nothing from the frame's opaque origin; Firefox keeps the address, number included, unless the gateway says `no-store`.";
const NO_POLICY = "A browser does not tell a page that its policy stopped a `fetch` from one that failed.";
const NO_CORS = "A script load takes no CORS.";
const NO_CORS_REDIRECT = "Without CORS headers a page is not told of a redirect.";
const BLANKS = "A script of blanks calls nothing, however long it is.";
const NO_TYPE = "The body is judged, whatever it is called.";
const NO_SCRIPT = "The reply is data and never runs.";
const NO_FRAME = "`fetch` needs no frame.";
const NOT_DOCUMENTED = "The gateway documents no such reply.";
const AS_TEXT = "Numbers in a reply are read as text, so a number is an id; of the other members none is needed.";
const FIRST_CALL = "The first call counts; what comes after it is not heard.";
const NOT_ENABLED = "The shop's account takes no cards from web pages";
const SAME = "To a page it is the same as the row above.";

const NOT_ASKED = "The page asks the relay for its key file and nobody else: what the gateway says, the shop's server hears.";
const KEPT = "A key file is there to be kept.";

/** Where the site's page of a cell is special: see harness/site.mjs. `policy` gets the origins of both gateways. */
const onSite = (ends, site, more = {}) => ({ site, ends, sent: 0, ...more });
const inFrame = (fault, ends = frameFailed, more = {}) => onSite(ends, { files: { "jsonp.html": fault } }, { within: 12_000, ...more });
const pagePolicy = (rest) => `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; ${rest}`;

/** fault, AffiniPay's cell (`fetch`), Nelnet's cell (JSONP). */
const ROWS = [
  ["Nobody listens", onSite(lost, {}, { unreachable: true, lasts: true }), onSite(lost, {}, { unreachable: true, lasts: true })],
  ["The browser is offline", cell("ok", offline, { offline: true, sent: 0 }), cell("ok", offline, { offline: true, sent: 0 })],
  ["The connection is taken, and nobody reads", onSite(late, {}, { unread: true, lasts: true, hangs: true }), onSite(late, {}, { unread: true, lasts: true, hangs: true })],
  // On a connection that it has used before, a browser may send the request again.
  ["The connection is reset", cell("reset", lost, { repeats: true }), cell("reset", lost, { repeats: true })],
  ["No answer, ever", hangs("hang"), hangs("hang")],
  ["Headers that take for ever", hangs("slow-headers"), hangs("slow-headers")],
  ["Headers, then silence", hangs("headers-only"), hangs("headers-only")],
  ["A body that drips", hangs("drip"), hangs("drip")],
  ["A body of one byte a second", hangs("byte-a-second"), hangs("byte-a-second")],
  ["A body without an end", cell("large-endless", with200(large)), hangs("endless-body", { because: NO_BYTES })],
  ["A body that is cut off by the connection", cell("cut-body", with200(lost)), cell("cut-body", lost)],
  ["Half a reply, well sent", cell("cut-json", with200(garbled)), cell("syntax-error", lost)],
  ["Status 500", cell("server-error", { ...broken, status: 500 }), cell("status-500", lost, { because: NO_STATUS })],
  ["Status 502 with a page", cell("bad-gateway", { ...broken, status: 502 }), cell("status-502", lost, { because: NO_STATUS })],
  ["Status 500 that says to try again", cell("retry-later", { ...broken, status: 500 }), cell("status-503", lost, { because: NO_STATUS })],
  ["Status 429", cell("rate-limited", end("rate_limited", "gateway", "none", { status: 429, retryable: true })), cell("status-429", lost, { because: NO_STATUS })],
  ["Status 401", cell("unauthorized", end("key_rejected", "merchant", "none", { status: 401 })), cell("status-401", lost, { because: NO_STATUS })],
  ["A refusal that names a field", cell("error-dotted", field("holder_missing", "holder", { status: 422 })), cell("code-11112", field("number_invalid", "number"))],
  ["The same, named otherwise", cell("error-card", field("holder_missing", "holder", { status: 422 })), cell("code-91611", field("number_invalid", "number"))],
  ["The same, as a bare name", cell("error-bare", field("number_invalid", "number", { status: 422 })), cell("error-number", field("number_invalid", "number"))],
  ["The same, in backticks", cell("error-backtick", field("postal_code_invalid", "postalCode", { status: 422 })), none(NOT_DOCUMENTED)],
  ["A refusal whose code names the field", cell("error-no-context", field("expiry_past", "expiry", { status: 422 })), cell("code-11110", field("expiry_invalid", "expiry"))],
  ["Several refusals at once", cell("error-many", field("number_invalid", "number", { status: 422 })), cell("error-many", field("number_invalid", "number"))],
  ["A refusal that says to try again", none(SAME.replace("the row above", "status 500 that says so")), cell("code-TKN01", { ...broken, gatewayCode: "TKN01" })],
  ["A refusal with a code that nobody knows", cell("code-version_conflict", { ...refused, status: 409, gatewayCode: "version_conflict" }), cell("error-unknown", { ...refused, gatewayCode: "QX99" })],
  ["Refusals that are text", cell("error-strings", { ...refused, status: 422 }), cell("error-strings", refused)],
  ["A refusal without a word", cell("error-empty", { ...refused, status: 422 }), cell("error-empty", garbled)],
  ["The shop's account is not active", cell("merchant-inactive", end("merchant_inactive", "merchant", "none", { status: 422 })), none(NOT_DOCUMENTED)],
  [NOT_ENABLED, none(NOT_DOCUMENTED), none(NOT_DOCUMENTED)],
  ["A token that has errors too", none(NOT_DOCUMENTED), cell("error-and-token", field("number_invalid", "number"))],
  ["A page with status 200", cell("html", with200(garbled)), cell("html-page", lost)],
  ["The reply typed as a page", none(NO_TYPE), cell("html", lost)],
  ["The reply typed as JSON", none(NO_TYPE), cell("mime-json", lost)],
  ["The reply typed as text", none(NO_TYPE), cell("mime-text", lost)],
  ["The reply without a type", none(NO_TYPE), cell("mime-none", lost)],
  ["An empty body", cell("empty", with200(garbled)), cell("empty", garbled)],
  ["Status 204", none(SAME), cell("no-content", garbled)],
  ["A token without its id", cell("no-id", with200(garbled)), cell("no-id", garbled)],
  ["A token without its class", none(NOT_DOCUMENTED), cell("no-class", garbled)],
  ["A reply of another shape", cell("wrong-shape", with200(garbled)), cell("call-list", garbled)],
  ["A token whose members have other types", cell("wrong-types", null, { because: AS_TEXT }), cell("wrong-types", garbled)],
  ["A CORS refusal", cell("no-cors", lost), none(NO_CORS)],
  ["A CORS refusal of a refusal", cell("no-cors-error", lost), none(NO_CORS)],
  ["A captive portal's page", cell("portal", lost), cell("portal", lost)],
  ["A captive portal that leads to a host of its own", cell("portal-elsewhere", lost, { because: NO_CORS_REDIRECT }), cell("portal-elsewhere", lost)],
  ["A redirect on the gateway's own host", cell("redirect", redirected), cell("redirect-own", null, { because: NO_REDIRECT, sent: 2 })],
  ["A redirect to another host", cell("redirect-foreign", redirected), cell("redirect-foreign", lost, { because: NO_FOREIGN })],
  ["A reply of 300 KB", cell("large", with200(large)), cell("large", large, { because: NO_BYTES })],
  ["A reply of 5 MB", none(SAME), cell("large-5", large, { because: NO_BYTES, within: 12_000 })],
  ["50 MB, packed by gzip into 50 KB", cell("gzip-bomb", with200(large)), cell("gzip-bomb", large, { because: NO_BYTES, within: 12_000 })],
  ["50 MB of blanks, packed by brotli into 80 bytes", cell("brotli-bomb", with200(large)), cell("brotli-bomb", garbled, { because: BLANKS, within: 12_000 })],
  ["The page's policy forbids the way", onSite(lost, { policy: pagePolicy("frame-src 'self'") }, { lasts: true, because: NO_POLICY }),
    onSite(end("frame_blocked", "merchant", "none"), { policy: pagePolicy("") }, { lasts: true })],
  ["`panless-jsonp.js` is missing", none(NO_FRAME), onSite(frameFailed, { files: { "panless-jsonp.js": "missing" } })],
  ["`jsonp.html` is missing", none(NO_FRAME), inFrame("missing")],
  ["`jsonp.html` has the wrong type", none(NO_FRAME), inFrame("wrong type")],
  ["Another page in its place", none(NO_FRAME), inFrame("a page")],
  ["`jsonp.html` does not come", none(NO_FRAME), inFrame("hang")],
  ["The same, under a shorter deadline", none(NO_FRAME), inFrame("hang", lateUnsent, { hangs: true, within: undefined })],
  ["`jsonp.html` of another endpoint", none(NO_FRAME), onSite(end("base_url_invalid", "merchant", "none"), {}, { other: true })],
  ["The script calls another name", none(NO_SCRIPT), cell("other-name", lost)],
  ["It throws before it calls", none(NO_SCRIPT), cell("throws", lost)],
  ["It never calls back", none(NO_SCRIPT), cell("no-call", garbled)],
  ["It calls back from a timer", none(NO_SCRIPT), cell("call-later", garbled)],
  ["It calls back from a promise", none(NO_SCRIPT), cell("call-soon", garbled)],
  ["It calls back twice", none(NO_SCRIPT), cell("two-calls", null, { because: FIRST_CALL })],
  ["It calls back, then throws", none(NO_SCRIPT), cell("throws-late", null, { because: FIRST_CALL })],
  ["It calls back with nothing", none(NO_SCRIPT), cell("call-nothing", garbled)],
  ["With a function", none(NO_SCRIPT), cell("call-function", garbled)],
  ["With a symbol", none(NO_SCRIPT), cell("call-symbol", garbled)],
  ["With what holds itself", none(NO_SCRIPT), cell("call-cycle", garbled)],
  ["With a BigInt", none(NO_SCRIPT), cell("call-bigint", garbled)],
  ["With a getter that throws", none(NO_SCRIPT), cell("call-getter", garbled)],
  ["With what becomes nothing as JSON", none(NO_SCRIPT), cell("call-to-json", garbled)],
  ["With null", none(NO_SCRIPT), cell("call-null", garbled)],
  ["With a text", none(NO_SCRIPT), cell("call-string", garbled)],
  ["With a number", none(NO_SCRIPT), cell("call-number", garbled)],
  ["With lists, 100,000 deep", none(NO_SCRIPT), cell("call-deep", garbled)],
  ["It never ends", none(NO_SCRIPT), runs("loop")],
  ["It works for six seconds", none(NO_SCRIPT), runs("hostile-busy")],
  ["It starts more workers", none(NO_SCRIPT), cell("hostile-workers", null, { because: "They may not start, or end with the frame." })],
  ["It posts replies as if it were our code", none(NO_SCRIPT), cell("hostile-forge", garbled, { because: "A reply can lie about its own call, and about no other." })],
  ["It sets a cookie", none("`credentials: \"omit\"`: none is kept or sent."), cell("cookie", null, { because: NO_COOKIES, sent: 1 })],
  ["It may be kept by caches", none("`cache: \"no-store\"`."), cell("cacheable", null, { because: NO_CACHE })],
];

/** What Stripe says in another way than AffiniPay. It too is asked by `fetch`, so all other faults are the same. */
const STRIPE = {
  "Status 500 that says to try again": cell("code-processing_error", end("gateway_error", "gateway", "none", { status: 402, retryable: true })),
  "A refusal that names a field": cell("error-param", field("expiry_missing", "expiry", { status: 400 })),
  "The same, named otherwise": none(NOT_DOCUMENTED),
  "The same, as a bare name": none(NOT_DOCUMENTED),
  "The same, in backticks": none(NOT_DOCUMENTED),
  "A refusal whose code names the field": cell("code-incorrect_number", field("number_invalid", "number", { status: 402 })),
  "Several refusals at once": none("Its reply names one."),
  "A refusal with a code that nobody knows": cell("code-resource_missing", { ...refused, status: 404, gatewayCode: "resource_missing" }),
  "Refusals that are text": cell("error-type", end("declined", "customer", "none", { status: 402, gatewayCode: "card_error" }), { because: "Its type alone says that the card was refused." }),
  "A refusal without a word": cell("error-empty", { ...refused, status: 400 }),
  "The shop's account is not active": cell("code-testmode_charges_only", end("merchant_inactive", "merchant", "none", { status: 400 })),
  "A token without its class": cell("no-object", with200(garbled)),
  "A token whose members have other types": cell("wrong-types", with200(garbled)),
  [NOT_ENABLED]: cell("not-enabled", end("gateway_not_enabled", "merchant", "none", { status: 402, gatewayCode: null })),
};

const noKeys = end("key_unavailable", "network", "none");
const keyFile = (play, more) => cell(play, noKeys, more);
const noKeysYet = (play) => cell(play, lateUnsent, { hangs: true });

/** A gateway whose fields are sealed: all that a page asks for is the relay's key file (harness/key-file.mjs). Nothing has been sent when that fails. */
const SEALED = {
  "Nobody listens": onSite(noKeys, {}, { unreachable: true, lasts: true }),
  "The browser is offline": keyFile("ok", { offline: true, sent: 0 }),
  "The connection is taken, and nobody reads": onSite(lateUnsent, {}, { unread: true, lasts: true, hangs: true }),
  "The connection is reset": keyFile("reset", { repeats: true }),
  "No answer, ever": noKeysYet("hang"),
  "Headers that take for ever": noKeysYet("slow-headers"),
  "Headers, then silence": noKeysYet("headers-only"),
  "A body that drips": noKeysYet("drip"),
  "A body of one byte a second": noKeysYet("byte-a-second"),
  "A body without an end": keyFile("large-endless"),
  "A body that is cut off by the connection": keyFile("cut-body"),
  "Half a reply, well sent": keyFile("cut-json"),
  "Status 500": keyFile("server-error"),
  "Status 502 with a page": keyFile("bad-gateway"),
  "Status 429": keyFile("rate-limited"),
  "Status 401": keyFile("unauthorized"),
  "A page with status 200": keyFile("html"),
  "An empty body": keyFile("empty"),
  "Status 204": keyFile("no-content"),
  "A reply of another shape": keyFile("wrong-shape"),
  "A CORS refusal": keyFile("no-cors"),
  "A CORS refusal of a refusal": none(SAME),
  "A captive portal's page": keyFile("portal"),
  "A captive portal that leads to a host of its own": keyFile("portal-elsewhere"),
  "A redirect on the gateway's own host": keyFile("redirect"),
  "A redirect to another host": keyFile("redirect-foreign"),
  "A reply of 300 KB": keyFile("large"),
  "50 MB, packed by gzip into 50 KB": keyFile("gzip-bomb"),
  "50 MB of blanks, packed by brotli into 80 bytes": keyFile("brotli-bomb"),
  "The page's policy forbids the way": onSite(noKeys, { policy: pagePolicy("frame-src 'self'") }, { lasts: true, because: NO_POLICY }),
  "It may be kept by caches": none(KEPT),
};

/** What is not the key file's: what no `fetch` has, for the same reason, else an answer of the gateway. */
const sealed = (fault, { ends, because }) => SEALED[fault] ?? none(ends === undefined && ![SAME, NOT_DOCUMENTED].includes(because) ? because : NOT_ASKED);

export const FAULTS = ROWS.map(([fault, affinipay, nelnet]) => {
  const keys = sealed(fault, affinipay);
  return { fault, affinipay, nelnet, stripe: STRIPE[fault] ?? affinipay, chargezoom: keys, ontraport: keys };
});

/** Gateways that a page asks through the key file of their relay. */
export const isSealed = (name) => name === "chargezoom" || name === "ontraport";

/** The gateways of the matrix, each a column of `FAULTS`. */
export const GATEWAYS = {
  affinipay: "AffiniPay (`fetch`)", nelnet: "Nelnet (JSONP)", stripe: "Stripe (`fetch`)", chargezoom: "Chargezoom (key file)", ontraport: "ONTRAPORT (key file)",
};

/** An end in words. */
export function words(ends) {
  if (ends === null) return "a token";
  const { code, category, outcome, status, retryable } = ends;
  const more = [outcome === "unknown" ? "**unknown**" : outcome, status && `status ${status}`, retryable && "retryable"];
  return [`\`${code}\``, category, ...more].filter(Boolean).join(", ");
}

const HEAD = `# What a fault becomes

<!-- Written by \`PANLESS_BLESS=1\` and tests/e2e/faults.test.mjs, from the tables in tests/e2e/harness/faults.mjs, frame-faults.mjs and matrix.mjs. -->

Each cell is played in Chromium, by \`cargo xtask test\` on the WebAssembly core and each end once more on the JavaScript core (but for Stripe,
whose \`fetch\` is AffiniPay's, and ONTRAPORT, whose key file is Chargezoom's), by \`cargo xtask test --all\` every cell on both, with the same end: one \`TokenizerError\` with this \`code\`, \`category\` and \`outcome\`, nothing left in the page, and a next call of the same tokenizer
that works as soon as the fault is gone. A fault that does not end by itself ends with the deadline, 300 ms there. Outcome
**unknown** means that a token may have been made; it expires by itself. Of sealed fields the page asks for the relay's key file alone. A dash is a cell that cannot be; its note says why.
In Firefox and WebKit \`cargo xtask engines\` plays what \`cargo xtask test\` does; [Engines](engines.md) has what ends otherwise there.
Attacks by a reply's code are in [SECURITY.md](../SECURITY.md): none changes a page.
`;

/** docs/faults.md. */
export function document() {
  const notes = [];
  const mark = (because) => {
    if (!because) return "";
    if (!notes.includes(because)) notes.push(because);
    return ` [${notes.indexOf(because) + 1}]`;
  };
  const shown = ({ ends, because }) => (ends === undefined ? "–" : words(ends)) + mark(because);
  const rows = FAULTS.map(({ fault, ...cells }) => `| ${[fault, ...Object.keys(GATEWAYS).map((name) => shown(cells[name]))].join(" | ")} |`);
  const table = [`| Fault | ${Object.values(GATEWAYS).join(" | ")} |`, `|---${"|---".repeat(Object.keys(GATEWAYS).length)}|`, ...rows];
  const numbered = notes.map((note, index) => `${index + 1}. ${note}`);
  return `${[HEAD, ...table, "", "## Notes", "", ...numbered].join("\n")}\n`;
}
