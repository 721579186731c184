// What other scripts of a page do to the browser's own functions. Each row runs in the page, as it stands here, before our script or
// after it. `codes` are the errors that may come in place of a token, with nothing sent; none stands where everything has to work.

/** Libraries of old and scripts of vendors, by what they do. */
export const LIBRARIES = {
  "Prototype.js 1.6: toJSON of lists and texts": { apply() {
    const quoted = (value) => `"${value}"`;
    Array.prototype.toJSON = function () { return `[${[...this].map((one) => Object(one).toJSON?.() ?? one).join(", ")}]`; };
    String.prototype.toJSON = function () { return quoted(this); };
    Number.prototype.toJSON = function () { return `${this}`; };
    Date.prototype.toJSON = function () { return quoted(this.toISOString()); };
  } },
  "toJSON of every object": { apply() {
    Object.prototype.toJSON = function () { return "an object"; };
  } },
  "Prototype.js 1.6: methods of lists": { apply() {
    const own = {
      reduce() { return this.length > 1 ? this : this[0]; },
      entries() { return [...this]; },
      include(one) { return this.indexOf(one) >= 0; },
      each(act) { for (let at = 0; at < this.length; at += 1) act(this[at], at); },
      first() { return this[0]; },
      without(...these) { return this.filter((one) => !these.includes(one)); },
    };
    Object.assign(Array.prototype, own);
    // It knows lists alone.
    Array.from = (list) => Array.prototype.slice.call(list.toArray?.() ?? list);
  } },
  "Prototype.js 1.6: methods of elements": { apply() {
    HTMLElement.prototype.remove = function () { return this.parentNode.removeChild(this); };
    HTMLElement.prototype.select = function (words) { return document.querySelectorAll(words); };
    HTMLElement.prototype.replace = HTMLElement.prototype.insert = HTMLElement.prototype.update = function (text) { this.textContent = text; return this; };
    HTMLInputElement.prototype.clear = function () { this.value = ""; return this; };
    HTMLInputElement.prototype.present = HTMLElement.prototype.visible = () => true;
    HTMLFormElement.prototype.request = HTMLFormElement.prototype.serialize = () => "";
  } },
  "methods of every object that a loop sees": { apply() {
    for (const name of ["each", "extend", "clone", "inspect", "keys", "values", "size", "empty", "isEmpty", "merge", "update"]) Object.prototype[name] = function () { return this; };
  } },
  "methods of every list that a loop sees": { apply() {
    for (const name of ["remove", "contains", "last", "max", "min", "unique", "clear", "insertAt", "removeAt"]) Array.prototype[name] = function () { return this; };
  } },
  "MooTools 1.2: methods of another meaning": { apply() {
    const { bind } = Function.prototype;
    Function.prototype.bind = function (self, given) { return bind.call((...more) => this.apply(self, [given ?? more].flat())); };
    String.prototype.test = function (pattern) { return new RegExp(pattern).test(this); };
    String.prototype.contains = Array.prototype.contains = function (one) { return this.indexOf(one) >= 0; };
    String.prototype.capitalize = String.prototype.camelCase = function () { return `${this}`.toUpperCase(); };
    Array.prototype.flatten = Array.prototype.clean = Array.prototype.link = function () { return [...this]; };
    Element.prototype.set = Element.prototype.get = Element.prototype.empty = Element.prototype.dispose = function () { return this; };
    window.$ = window.$$ = (one) => (typeof one === "string" ? document.getElementById(one) : one);
  } },
  "flat of another meaning": { apply() { Array.prototype.flat = () => []; } },
  "includes that finds nothing": { codes: ["option_unknown"], apply() { Array.prototype.includes = () => false; } },
  "Array.from that throws": { apply() { Array.from = () => { throw new Error("the page's own"); }; } },
  "replace of another meaning": { apply() { String.prototype.replace = () => ""; } },
  "trim that gives nothing": { codes: ["number_missing"], apply() { String.prototype.trim = () => {}; } },
  "a Promise of the page's own, with then and catch alone": { apply() {
    const Real = window.Promise;
    class Thenable {
      constructor(act) { this.real = new Real(act); }
      then(yes, no) { return Thenable.resolve(this.real.then(yes, no)); }
      catch(no) { return this.then(undefined, no); }
      static resolve(value) { return new Thenable((done) => done(value)); }
      static reject(cause) { return new Thenable((done, no) => no(cause)); }
      static all(list) { return Thenable.resolve(Real.all(list)); }
      static race(list) { return Thenable.resolve(Real.race(list)); }
    }
    window.Promise = Thenable;
  } },
  "JSON wrapped": { apply() {
    const { parse, stringify } = JSON;
    window.JSON = { parse: (text) => parse(text), stringify: (value, ...more) => stringify(value, ...more) };
  } },
  "no Reflect": { apply() { delete window.Reflect; } },
  "fetch wrapped by telemetry": { apply() {
    const real = window.fetch;
    window.fetch = async function (input, init = {}) {
      window.method = init.hasOwnProperty("method") ? init.method : "GET";
      for (const name in init.headers) if (init.headers.hasOwnProperty(name)) window.header = name;
      const response = await real.call(this, new Request(input, init));
      response.clone().text().then(() => {}, () => {});
      return response;
    };
  } },
  "fetch over XMLHttpRequest": { apply() {
    // As unfetch and whatwg-fetch do it: no stream, no type.
    window.fetch = (url, { method = "GET", headers = {}, body = null } = {}) => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url, true);
      for (const name in headers) request.setRequestHeader(name, headers[name]);
      request.onload = () => resolve({ ok: request.status < 400, status: request.status, url: request.responseURL, text: async () => request.responseText, json: async () => JSON.parse(request.responseText) });
      request.onerror = () => reject(new TypeError("Network request failed"));
      request.send(body);
    });
  } },
  "an AbortController of the page's own": { apply() {
    const real = window.fetch;
    class Signal extends EventTarget {
      aborted = false;
    }
    window.AbortSignal = Signal;
    window.AbortController = class {
      signal = new Signal();
      abort(reason) {
        Object.assign(this.signal, { aborted: true, reason });
        this.signal.dispatchEvent(new Event("abort"));
      }
    };
    window.fetch = (url, { signal, ...init } = {}) => real(url, init);
  } },
  "URLSearchParams of the page's own": { apply() {
    window.URLSearchParams = class {
      constructor(given) { this.pairs = Object.entries(given); }
      append(...pair) { this.pairs.push(pair); }
      toString() { return this.pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&"); }
    };
  } },
  "WebCrypto wrapped": { apply() {
    const { getRandomValues } = crypto;
    for (const name of ["digest", "encrypt", "importKey"]) {
      const real = crypto.subtle?.[name];
      if (real) crypto.subtle[name] = (...given) => real.apply(crypto.subtle, given);
    }
    crypto.getRandomValues = (list) => getRandomValues.call(crypto, list);
  } },
  "a tag manager that looks at every node": { apply() {
    for (const [owner, names] of [[Node, ["appendChild", "insertBefore", "removeChild", "replaceChild"]], [Element, ["append", "prepend", "after", "before", "replaceChildren", "setAttribute"]]]) {
      for (const name of names) {
        const real = owner.prototype[name];
        owner.prototype[name] = function (...nodes) { for (const node of nodes) if (node?.tagName === "SCRIPT") node.dataset.seen = ""; return real.apply(this, nodes); };
      }
    }
  } },
  "listeners wrapped, as zones do it": { apply() {
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const wrapped = new WeakMap();
    const wrap = (listener) => {
      if (!wrapped.has(listener)) wrapped.set(listener, function (event) { return (listener.handleEvent ?? listener).call(this, event); });
      return wrapped.get(listener);
    };
    // Older than options: there is a capture, or none.
    EventTarget.prototype.addEventListener = function (name, listener, how) { return add.call(this, name, listener && wrap(listener), !!how && how !== null && (how === true || !!how.capture)); };
    EventTarget.prototype.removeEventListener = function (name, listener, how) { return remove.call(this, name, listener && wrap(listener), how === true || !!how?.capture); };
  } },
  "timers wrapped, and further arguments lost": { apply() {
    const { setTimeout: real } = window;
    window.setTimeout = (act, ms) => real(() => { try { act(); } catch (error) { window.kept = error; throw error; } }, ms);
  } },
  "MessageChannel wrapped": { apply() {
    const Real = window.MessageChannel;
    window.MessageChannel = function () { return new Real(); };
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (...given) { return postMessage.apply(this, given); };
  } },
  "CustomEvent of the page's own": { apply() {
    window.CustomEvent = function (name, { bubbles = false, cancelable = false, detail = null } = {}) {
      const event = document.createEvent("CustomEvent");
      event.initCustomEvent(name, bubbles, cancelable, detail);
      return event;
    };
  } },
};

/** A row as the script of a page. */
export const scriptOf = ({ apply }) => `({ ${apply} }).apply();`;
