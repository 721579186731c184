// The page's side of the leak search: runs before the page's own scripts, keeps what passes by, and tells what lies about.

// Self-contained, because it becomes text. Everything of the browser that it needs it takes before the page can change it.
function watchPage() {
  if (top !== globalThis) return;
  const heard = { console: [], uncaught: [], messages: [], history: [], performance: [], told: [], used: [] };
  const { indexedDB, caches, localStorage, sessionStorage } = globalThis;
  const { get: cookieOf } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");

  /** All that could be logged or read of a value: text, JSON, hidden members, causes, bytes. */
  const describe = (value) => {
    const [seen, told] = [new Set(), []];
    const attempt = (read) => {
      try {
        return read();
      } catch {
        return undefined;
      }
    };
    const visit = (value, depth) => {
      const type = typeof value;
      if (value === null || (type !== "object" && type !== "function")) return void told.push(String(value));
      if (depth > 8 || told.length > 20_000 || seen.has(value) || value === globalThis) return;
      seen.add(value);
      told.push(attempt(() => String(value)) ?? "", attempt(() => JSON.stringify(value)) ?? "");
      if (value instanceof Node) return void told.push(value.outerHTML ?? value.textContent);
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        return void told.push(...["latin1", "utf-16le"].map((name) => new TextDecoder(name).decode(value)));
      }
      if (value instanceof Map || value instanceof Set) for (const member of value) visit(member, depth + 1);
      for (const name of Reflect.ownKeys(value)) {
        told.push(String(name));
        visit(attempt(() => value[name]), depth + 1);
      }
      // What an object inherits as a getter is none of its own members.
      for (const name of ["name", "message", "stack", "cause", "reason", "error", "errors", "data", "detail", "origin"]) {
        const member = attempt(() => (name in value ? value[name] : undefined));
        if (member !== undefined) visit(member, depth + 1);
      }
    };
    visit(value, 0);
    return told.join("\n");
  };

  const wrap = (owner, name, keep) => {
    const real = owner?.[name];
    if (typeof real !== "function") return;
    owner[name] = function (...given) {
      keep(given);
      return real.apply(this, given);
    };
  };

  const watchEvents = () => {
    for (const name of Object.keys(console)) wrap(console, name, (given) => heard.console.push(describe(given)));
    for (const name of ["error", "unhandledrejection", "rejectionhandled"]) {
      addEventListener(name, (event) => heard.uncaught.push(describe([event.message, event.error, event.reason])), true);
    }
    addEventListener("message", (event) => heard.messages.push(describe(event.data)), true);
    const kept = (given) => heard.messages.push(describe(given[0]));
    for (const owner of [globalThis, BroadcastChannel.prototype, Worker.prototype, globalThis.ServiceWorker?.prototype]) wrap(owner, "postMessage", kept);
    for (const name of ["pushState", "replaceState"]) wrap(History.prototype, name, (given) => heard.history.push(describe(given)));
  };

  // Messages to a frame's window; those over a MessagePort are the documented way in.
  const watchFrames = () => {
    const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
    Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
      get() {
        const real = get.call(this);
        const post = (...given) => {
          heard.messages.push(describe(given[0]));
          real.postMessage(...given);
        };
        return real && new Proxy({}, { get: (_, name) => (name === "postMessage" ? post : real[name]) });
      },
    });
  };

  const watchStorage = () => {
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
  };

  // Sizes and times are the browser's own and may look like a security code.
  const entryText = (entry) => describe([...Object.entries(entry.toJSON()).filter(([, value]) => typeof value !== "number"), entry.detail]);
  const observer = new PerformanceObserver((list) => heard.performance.push(...list.getEntries().map(entryText)));
  const watchPerformance = () => {
    for (const type of PerformanceObserver.supportedEntryTypes) {
      try {
        observer.observe({ type, buffered: true });
      } catch {
        // A type that wants more options.
      }
    }
  };

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const databases = async () => {
    const told = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      told.push(name);
      for (const store of database.objectStoreNames) {
        const open = () => database.transaction(store).objectStore(store);
        told.push(store, describe(await done(open().getAllKeys())), describe(await done(open().getAll())));
      }
      database.close();
    }
    return told.join("\n");
  };
  const cached = async () => {
    const told = [];
    for (const name of (await caches?.keys()) ?? []) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const reply = await cache.match(request);
        told.push(name, request.url, describe([...request.headers]), describe([...reply.headers]), await reply.text());
      }
    }
    return told.join("\n");
  };
  // By index: a key such as "length" is no member of the object.
  const stored = (area) => Array.from({ length: area.length }, (_, at) => `${area.key(at)}\n${area.getItem(area.key(at))}`).join("\n");
  // As a whole, for what runs over several elements, and piece by piece, where a word ends with its element.
  const texts = () => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const told = [document.documentElement.textContent, document.body?.innerText];
    while (walker.nextNode()) told.push(walker.currentNode.data);
    return told.join("\n");
  };
  const atRest = () => {
    const navigated = globalThis.navigation?.entries() ?? [];
    const elements = [...document.querySelectorAll("*")];
    return {
      attributes: elements.flatMap((element) => [...element.attributes].map(({ name, value }) => `${name}=${value}`)).join("\n"),
      text: texts(),
      localStorage: stored(localStorage),
      sessionStorage: stored(sessionStorage),
      cookies: cookieOf.call(document),
      history: [location.href, describe(history.state), ...navigated.map((entry) => entry.url + describe(entry.getState())), ...heard.history].join("\n"),
      referrer: document.referrer,
      name: window.name,
    };
  };

  const watch = {
    describe,
    /** Keeps what a call gave: a token or an error. */
    tell: (value) => void heard.told.push(describe(value)),
    used: () => [...heard.used],
    /** Every channel as text; `own` selects the inputs whose job it is to hold a number. */
    async dump(own) {
      heard.performance.push(...observer.takeRecords().map(entryText), ...performance.getEntries().map(entryText));
      const inputs = [...document.querySelectorAll("input, select, textarea, [contenteditable]")].filter((input) => !own || !input.matches(own));
      const lines = (name) => heard[name].join("\n");
      return {
        ...atRest(),
        inputs: inputs.map((input) => `${input.value ?? input.textContent}\n${input.defaultValue ?? ""}`).join("\n"),
        console: lines("console"),
        uncaught: lines("uncaught"),
        messages: lines("messages"),
        performance: lines("performance"),
        told: lines("told"),
        indexedDB: await databases(),
        caches: await cached(),
      };
    },
  };
  for (const start of [watchEvents, watchFrames, watchStorage, watchPerformance]) start();
  Object.defineProperty(globalThis, "leakWatch", { value: watch });
}

/** The script to run before a page, for `Browser.beforePage`. */
export const pageWatch = `(${watchPage})();`;
