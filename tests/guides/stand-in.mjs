// Runs in the page: the sandbox stands in for the gateways' hosts, and what the page logs, makes and loses is kept for the test.

/** @param {Record<string, string>} hosts base URL by the beginning of a key */
function watch(hosts) {
  if (window !== top) {
    // What our own frame complains of, for the page to keep.
    const tell = ({ effectiveDirective, blockedURI }) => parent.postMessage({ violation: { effectiveDirective, blockedURI } }, "*");
    if (location.pathname.endsWith("/frame.html")) addEventListener("securitypolicyviolation", tell);
    return;
  }
  window.tokens = [];
  window.logged = [];
  window.failures = [];
  addEventListener("error", ({ message, error }) => failures.push(`${error?.code ?? ""} ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => failures.push(`${reason?.code ?? ""} ${reason}`));
  document.addEventListener("panless:token", ({ detail }) => tokens.push(detail.id));
  document.addEventListener("panless:error", ({ detail }) => failures.push(`${detail.code} ${detail}`));
  // Kept over the way to the next page.
  const keep = ({ effectiveDirective, blockedURI }) =>
    sessionStorage.setItem("violations", `${sessionStorage.getItem("violations") ?? ""}${effectiveDirective} ${blockedURI}\n`);
  addEventListener("securitypolicyviolation", keep);
  addEventListener("message", ({ data }) => data?.violation && keep(data.violation));
  // A dialogue would stop the test without a word.
  window.alert = (text) => failures.push(text);
  const log = console.log;
  console.log = (...values) => (logged.push(values), log(...values));
  const baseUrl = (key) => Object.entries(hosts).find(([begin]) => String(key).startsWith(begin))?.[1];
  const kept = (call) => (call.then((token) => tokens.push(token.id), () => {}), call);
  /** The same functions; what names no host talks to the sandbox. */
  window.standIn = (real) => ({
    ...real,
    createTokenizer(options) {
      const tokenizer = real.createTokenizer({ baseUrl: baseUrl(options.publicKey), ...options });
      return Object.create(tokenizer, { generateToken: { value: (...given) => kept(tokenizer.generateToken(...given)) } });
    },
    generateToken: (key, payment, third) =>
      kept(real.generateToken(key, payment, { baseUrl: baseUrl(key), ...(typeof third === "function" ? { callback: third } : third) })),
  });
  let given;
  Object.defineProperty(window, "panless", { configurable: true, get: () => given, set: (real) => (given = window.standIn(real)) });
}

/** The script for `beforePage`. */
export const standIn = (hosts) => `(${watch})(${JSON.stringify(hosts)})`;

/** What a bundle gets for `import … from "panless"`. */
export const MODULE = `import * as real from "panless-itself";
export const { createTokenizer, generateToken, loadCore, isTokenizerError } = window.standIn(real);`;
