// The page's side of the leak search: runs before the page's own scripts, keeps what passes by, and tells what lies about.
//
// The functions become text and are put together in the page; here they stand as in any module.

const heard = { console: [], uncaught: [], messages: [], history: [], performance: [], told: [], used: [] };
// What the browser has, taken before the page can change it and before its use is noted.
const natives = {};

function takeNatives() {
  const { indexedDB, caches, localStorage, sessionStorage } = globalThis;
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.assign(natives, { indexedDB, caches, localStorage, sessionStorage, cookies: () => get.call(document) });
}

function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Bytes and nodes as text; they have no members worth a look. */
function whole(value) {
  if (value instanceof Node) return [value.outerHTML ?? value.textContent];
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return ["latin1", "utf-16le"].map((name) => new TextDecoder(name).decode(value));
  return null;
}

const INHERITED = ["name", "message", "stack", "cause", "reason", "error", "errors", "data", "detail", "origin"];

/** All that could be logged or read of a value: text, JSON, hidden members, causes, bytes. */
function describe(value) {
  const [seen, told] = [new Set(), []];
  const visit = (value, depth) => {
    const type = typeof value;
    if (value === null || (type !== "object" && type !== "function")) return void told.push(String(value));
    if (depth > 8 || told.length > 20_000 || seen.has(value) || value === globalThis) return;
    seen.add(value);
    told.push(attempt(() => String(value)) ?? "", attempt(() => JSON.stringify(value)) ?? "");
    const text = whole(value);
    if (text) return void told.push(...text);
    if (value instanceof Map || value instanceof Set) for (const member of value) visit(member, depth + 1);
    for (const name of Reflect.ownKeys(value)) {
      told.push(String(name));
      visit(attempt(() => value[name]), depth + 1);
    }
    // What an object inherits as a getter is none of its own members.
    for (const name of INHERITED) {
      const member = attempt(() => (name in value ? value[name] : undefined));
      if (member !== undefined) visit(member, depth + 1);
    }
  };
  visit(value, 0);
  return told.join("\n");
}

function wrap(owner, name, keep) {
  const real = owner?.[name];
  if (typeof real !== "function") return;
  owner[name] = function (...given) {
    keep(given);
    return real.apply(this, given);
  };
}

function watchEvents() {
  for (const name of Object.keys(console)) wrap(console, name, (given) => heard.console.push(describe(given)));
  for (const name of ["error", "unhandledrejection", "rejectionhandled"]) {
    addEventListener(name, (event) => heard.uncaught.push(describe([event.message, event.error, event.reason])), true);
  }
  addEventListener("message", (event) => heard.messages.push(describe(event.data)), true);
  const kept = (given) => heard.messages.push(describe(given[0]));
  for (const owner of [globalThis, BroadcastChannel.prototype, Worker.prototype, globalThis.ServiceWorker?.prototype]) wrap(owner, "postMessage", kept);
  for (const name of ["pushState", "replaceState"]) wrap(History.prototype, name, (given) => heard.history.push(describe(given)));
}

// Messages to a frame's window; those over a MessagePort are the documented way in. Nobody can change another origin's window, so
// something else stands for it wherever the page meets it.
function watchFrames() {
  const stands = new WeakMap();
  const standIn = (real) => {
    if (!stands.has(real)) {
      const post = (...given) => {
        heard.messages.push(describe(given[0]));
        real.postMessage(...given);
      };
      stands.set(real, new Proxy({}, { get: (_, name) => (name === "postMessage" ? post : real[name]) }));
    }
    return stands.get(real);
  };
  const replace = (owner, name, change) => {
    const { get } = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { get() { return change(get.call(this)); }, configurable: true });
  };
  replace(HTMLIFrameElement.prototype, "contentWindow", (real) => real && standIn(real));
  replace(MessageEvent.prototype, "source", (real) => stands.get(real) ?? real);
}

function watchStorage() {
  const used = (owner, name) => {
    const property = owner && Object.getOwnPropertyDescriptor(owner, name);
    if (!property?.get) return;
    const noted = (access) => access && function (...given) {
      heard.used.push(name);
      return access.apply(this, given);
    };
    Object.defineProperty(owner, name, { ...property, get: noted(property.get), set: noted(property.set) });
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) used(globalThis, name);
  used(Document.prototype, "cookie");
  for (const name of ["storage", "serviceWorker"]) used(Navigator.prototype, name);
}

// Sizes and times are the browser's own and may look like a security code.
function entryText(entry) {
  return describe([...Object.entries(entry.toJSON()).filter(([, value]) => typeof value !== "number"), entry.detail]);
}

function watchPerformance() {
  natives.observer = new PerformanceObserver((list) => heard.performance.push(...list.getEntries().map(entryText)));
  for (const type of PerformanceObserver.supportedEntryTypes) {
    try {
      natives.observer.observe({ type, buffered: true });
    } catch {
      // A type that wants more options.
    }
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function databases() {
  const told = [];
  for (const { name } of await natives.indexedDB.databases()) {
    const database = await done(natives.indexedDB.open(name));
    told.push(name);
    for (const store of database.objectStoreNames) {
      const open = () => database.transaction(store).objectStore(store);
      told.push(store, describe(await done(open().getAllKeys())), describe(await done(open().getAll())));
    }
    database.close();
  }
  return told.join("\n");
}

async function cached() {
  const told = [];
  for (const name of (await natives.caches?.keys()) ?? []) {
    const cache = await natives.caches.open(name);
    for (const request of await cache.keys()) {
      const reply = await cache.match(request);
      told.push(name, request.url, describe([...request.headers]), describe([...reply.headers]), await reply.text());
    }
  }
  return told.join("\n");
}

// By index: a key such as "length" is no member of the object.
function stored(area) {
  return Array.from({ length: area.length }, (_, at) => `${area.key(at)}\n${area.getItem(area.key(at))}`).join("\n");
}

// As a whole, for what runs over several elements, and piece by piece, where a word ends with its element.
function texts() {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  const told = [document.documentElement.textContent, document.body?.innerText];
  while (walker.nextNode()) told.push(walker.currentNode.data);
  return told.join("\n");
}

function atRest() {
  const navigated = globalThis.navigation?.entries() ?? [];
  const elements = [...document.querySelectorAll("*")];
  return {
    attributes: elements.flatMap((element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`)).join("\n"),
    text: texts(),
    localStorage: stored(natives.localStorage),
    sessionStorage: stored(natives.sessionStorage),
    cookies: natives.cookies(),
    history: [location.href, describe(history.state), ...navigated.map((entry) => entry.url + describe(entry.getState())), ...heard.history].join("\n"),
    referrer: document.referrer,
    name: window.name,
  };
}

/** Every channel as text; `own` selects the inputs whose job it is to hold a number. */
async function dump(own) {
  heard.performance.push(...natives.observer.takeRecords().map(entryText));
  const inputs = [...document.querySelectorAll("input, select, textarea, [contenteditable]")].filter((input) => !own || !input.matches(own));
  const lines = (name) => heard[name].join("\n");
  return {
    ...atRest(),
    inputs: inputs.map((input) => `${input.value ?? input.textContent}\n${input.defaultValue ?? ""}`).join("\n"),
    console: lines("console"),
    uncaught: lines("uncaught"),
    messages: lines("messages"),
    performance: [lines("performance"), ...performance.getEntries().map(entryText)].join("\n"),
    told: lines("told"),
    indexedDB: await databases(),
    caches: await cached(),
  };
}

// What came by before a search begins is not searched again and again: with a long page that took most of the time.
function forget() {
  natives.observer.takeRecords();
  performance.clearResourceTimings();
  for (const lines of Object.values(heard)) if (lines !== heard.used) lines.length = 0;
}

// `tell` keeps what a call gave: a token or an error. `used` names what was asked for of the browser's storage.
function watchPage() {
  takeNatives();
  for (const start of [watchEvents, watchFrames, watchStorage, watchPerformance]) start();
  const watch = { describe, dump, forget, tell: (value) => void heard.told.push(describe(value)), used: () => [...heard.used] };
  Object.defineProperty(globalThis, "leakWatch", { value: watch });
}

const parts = [
  takeNatives, attempt, whole, describe, wrap, watchEvents, watchFrames, watchStorage, entryText, watchPerformance, done, databases, cached,
  stored, texts, atRest, dump, forget, watchPage,
];
const constants = Object.entries({ heard, natives, INHERITED }).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);

/** The script to run before a page, for `Browser.beforePage`. Frames have theirs, which nobody asks. */
export const pageWatch = `(() => { if (top !== globalThis) return; ${constants.join("\n")}\n${parts.join("\n")}\nwatchPage(); })();`;
