// JSONP calls of www/jsonp.js through jsonp.html as built: what goes well, and how each failure is told apart.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { times } from "./harness/extent.mjs";
import { ENDPOINT, forEndpoint, openJsonpStage, withScript } from "./harness/jsonp.mjs";
import { lacks, needs } from "./harness/needs.mjs";
import { waitFor } from "./harness/wait.mjs";
import { leavesNothing, leftovers, watchLeftovers } from "./harness/watch.mjs";

const LIMIT = 262_144;
const text = (status, type, body) => (_, response) => void response.writeHead(status, { "content-type": type }).end(body);
const good = (callback) => `${callback}({"id":"no"})`;

// reply: what the page is told.
const faults = {
  load: {
    reset: (_, response) => void response.socket.destroy(),
    cut: (callback, response) => {
      response.writeHead(200, { "content-type": "text/javascript", "content-length": "1000" }).write(good(callback));
      response.socket.end();
    },
    "status-404": (callback, response) => text(404, "text/javascript", good(callback))(callback, response),
    "status-500": (callback, response) => text(500, "text/javascript", good(callback))(callback, response),
    redirect: (_, response) => void response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
    html: "<!doctype html><title>Sign in</title>",
    syntax: "p(",
    exception: "throw new Error(location.href)",
    "other-name": 'somebodyElse({"id":"no"})',
    json: (callback, response) => text(200, "application/json", good(callback))(callback, response),
    untyped: (callback, response) => text(200, "text/html", good(callback))(callback, response),
  },
  silent: {
    empty: "",
    "status-204": (_, response) => void response.writeHead(204, { "content-type": "text/javascript" }).end(),
    "no-call": "0",
    later: (callback) => `setTimeout(${callback}, 0, {"id":"no"}); Promise.resolve().then(() => setTimeout(${callback}, 0, 1))`,
  },
  shape: {
    nothing: (callback) => `${callback}()`,
    function: (callback) => `${callback}(() => 1)`,
    cycle: (callback) => `const o = {}; o.o = o; ${callback}(o)`,
    bigint: (callback) => `${callback}({ id: 1n })`,
    getter: (callback) => `${callback}({ get id() { throw new Error("no"); } })`,
  },
  large: {
    large: (callback) => `${callback}("${"x".repeat(LIMIT - 1)}")`,
    endless: (callback) => `${callback}({ toJSON: () => "x".repeat(50_000_000) })`,
  },
};

// reply: the text that the page gets.
const replies = {
  "as-null": [(callback) => `${callback}(null)`, "null"],
  "as-text": [(callback) => `${callback}("4111")`, '"4111"'],
  "as-number": [(callback) => `${callback}(7)`, "7"],
  window: [(callback) => `window.${callback}({"id":"w"})`, '{"id":"w"}'],
  comma: [(callback) => `${callback}({"id":"c",});`, '{"id":"c"}'],
  twice: [(callback) => `${callback}({"id":"first"}); ${callback}({"id":"second"})`, '{"id":"first"}'],
  "then-throws": [(callback) => `${callback}({"id":"t"}); throw new Error("late")`, '{"id":"t"}'],
  longest: [(callback) => `${callback}("${"x".repeat(LIMIT - 2)}")`, `"${"x".repeat(LIMIT - 2)}"`],
};

// These never end by themselves.
const endless = {
  hang: () => undefined,
  headers: (_, response) => void response.writeHead(200, { "content-type": "text/javascript" }).flushHeaders(),
  drip: (_, response) => {
    response.writeHead(200, { "content-type": "text/javascript" });
    const more = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(more));
  },
};

let stage;

before(async () => {
  const named = Object.entries(replies).map(([name, [reply]]) => [name, reply]);
  stage = await openJsonpStage({ ...Object.fromEntries(named), ...Object.assign({}, ...Object.values(faults)), ...endless, loop: "let turns = 0; while (true) turns += 1;" });
  stage.files.throwing = withScript(stage.files.jsonp, "Worker = function () { throw new Error() }");
});
after(() => stage?.close());
beforeEach(() => stage.open("strict"));

const run = (script, ...given) => stage.driver.executeScript(script, ...given);
const seen = () => run(() => ({ violations, heard, entries: window.entries ?? [], frames: document.querySelectorAll("iframe").length }));

test("the file as built names the gateway's address once, in its policy", () => {
  const published = forEndpoint(ENDPOINT);
  assert.equal(published.split("://").length, 2);
  assert.match(published, new RegExp(`script-src 'sha256-[^']{44}' 'sha256-[^']{44}' ${ENDPOINT};`));
});

test("a page with the strictest policy needs frame-src alone, and is told the reply as text", async () => {
  await stage.open("exact");
  // A cookie of this host goes to every port of it, unless the frame keeps it away.
  await run(() => void (document.cookie = "shop=1; max-age=60"));
  assert.deepEqual(await stage.call("good"), { text: '{"id":"good"}', sent: 1, frames: 0 });
  const { violations, heard, entries } = await seen();
  assert.deepEqual([violations, heard], [[], []]);
  assert.equal(entries.some((name) => name.includes(stage.gateway.origin)), false, entries.join(" "));
  const [{ headers, callback }] = stage.gateway.of("good");
  assert.match(callback, /^p[0-9a-f]{32}$/);
  assert.deepEqual([headers.referer, headers.cookie, headers.origin ?? "null"], [undefined, lacks("cookies") ? "shop=1" : undefined, "null"]);
});

for (const [name, [, reply]] of Object.entries(replies)) {
  test(`a reply: ${name}`, async () => assert.deepEqual(await stage.call(name), { text: reply, sent: 1, frames: 0 }));
}

for (const [code, cases] of Object.entries(faults)) {
  for (const name of Object.keys(cases)) {
    test(`${name} is ${code}`, async () => {
      assert.deepEqual(await stage.call(name), { failed: code, sent: 1, frames: 0 });
      assert.deepEqual((await seen()).heard, []);
    });
  }
}

test("a gateway that nobody can reach is load", async () => {
  const endpoint = "http://127.0.0.1:9/api/v1/tokens/jsonp";
  stage.files.nobody = forEndpoint(endpoint);
  const told = await run((given) => call(given), { ...stage.request("x", "nobody"), endpoint });
  assert.deepEqual(told, { failed: "load", sent: 1, frames: 0 });
});

test("a file for another endpoint is request, and sends nothing", async () => {
  stage.files.other = forEndpoint(ENDPOINT);
  assert.deepEqual(await stage.call("other", "other"), { failed: "request", sent: 1, frames: 0 });
  assert.deepEqual(stage.gateway.of("other"), []);
});

test("a page whose policy lacks frame-src is told csp, also for a file of its own", async () => {
  await stage.open("forbidden");
  for (const file of [`${stage.host.origin}/jsonp`, `${stage.shop.origin}/jsonp.html`]) {
    const told = await run((given) => call(given), { ...stage.request("forbidden"), file });
    assert.deepEqual(told, { failed: "csp", sent: 0, frames: 0 });
  }
  assert.deepEqual((await seen()).violations, ["frame-src", "frame-src"]);
});

test("a policy that only reports stops nothing", async () => {
  await stage.open("reporting");
  assert.equal((await stage.call("reported")).text, '{"id":"reported"}');
  assert.ok((await seen()).violations.length > 0);
});

test("whatever else is found in the file's place is frame, before anything is sent", async () => {
  const { files, gateway, host } = stage;
  const body = files.jsonp;
  files.text = { headers: { "content-type": "text/plain" }, body };
  files.denied = { headers: { "x-frame-options": "DENY" }, body };
  files.ancestors = { headers: { "content-security-policy": "frame-ancestors 'none'" }, body };
  files.foreign = { headers: { "content-security-policy": "script-src 'self'" }, body };
  files.portal = "<!doctype html><title>Sign in</title><script>onmessage = ({ ports }) => ports[0]?.postMessage('hello')</script>";
  files.download = { headers: { "content-disposition": "attachment" }, body };
  const names = ["missing", "text", "denied", "ancestors", "foreign", "portal", "download"];
  const requests = names.map((name) => stage.request("frame", name));
  await stage.open("plain");
  const told = await run((all, gone) => Promise.all([...all, { ...all[0], file: gone }].map((one) => call(one))), requests, "http://127.0.0.1:9/jsonp.html");
  assert.deepEqual(told.map(({ failed, sent }) => [failed, sent]), Array(8).fill(["frame", 0]));
  assert.deepEqual(gateway.of("frame"), []);
  assert.deepEqual((await seen()).heard, []);
  assert.ok(host.connections() > 0);
});

test("the page believes no file more than it must", async () => {
  stage.files.liar = `<script>onmessage = ({ ports: [port] }) => {
    port.onmessage = ({ data: { query } }) => port.postMessage(eval(query));
    port.postMessage(["ready", 1]);
  }</script>`;
  const lies = ["['reply', {}]", `['reply', 'x'.repeat(${LIMIT + 1})]`, "['reply']", "['failed', 'csp']", "['failed', 'a text']", "null", "0"];
  for (const query of lies) {
    assert.deepEqual(await run((given) => call(given), { ...stage.request("x", "liar"), query }), { failed: "shape", sent: 1, frames: 0 }, query);
  }
  stage.files.newer = "<script>onmessage = ({ ports: [port] }) => port.postMessage(['ready', 2])</script>";
  assert.deepEqual(await stage.call("x", "newer"), { failed: "frame", sent: 0, frames: 0 });
  assert.deepEqual((await seen()).heard, []);
});

test("the frame takes one port, and from its parent alone", async () => {
  await stage.open("plain");
  const said = await run(async (url) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = url;
    const sibling = document.createElement("iframe");
    document.body.append(frame, sibling);
    await new Promise((resolve) => (frame.onload = resolve));
    const said = [];
    const port = (name) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => said.push([name, ...data]);
      return { port1, port2 };
    };
    const post = (window, data, ports) => window.postMessage(data, "*", ports);
    post(frame.contentWindow, "panless", []);
    post(frame.contentWindow, "panless", [port("two").port2, port("two").port2]);
    // Who calls is who is named as the source.
    sibling.contentWindow.eval(`(${post})`)(frame.contentWindow, "panless", [port("sibling").port2]);
    const { port1, port2 } = port("parent");
    const answered = new Promise((resolve) => port1.addEventListener("message", resolve));
    post(frame.contentWindow, "panless", [port2]);
    await answered;
    return said;
  }, `${stage.host.origin}/jsonp`);
  // It listens until it has taken one: whoever came before was not taken.
  assert.deepEqual(said, [["parent", "ready", 1]]);
});

const embeddable = { "cross-origin-resource-policy": "cross-origin", "cross-origin-embedder-policy": "credentialless" };
for (const [how, headers, what] of [["with its headers", embeddable, "embedding"], ["without them, as credentialless", {}, "credentialless"]]) {
  test(`a page that isolates itself takes the file ${how}`, needs(what), async () => {
    stage.files.embeddable = { headers, body: stage.files.jsonp };
    await stage.open("isolated");
    assert.equal((await stage.call("isolated", "embeddable")).text, '{"id":"isolated"}');
  });
}

for (const name of Object.keys(endless)) {
  test(`an abort ends a request that would not end: ${name}`, async () => {
    await run((given) => void (window.pending = call(given)), stage.request(name));
    const [request] = await waitFor("the request", () => stage.gateway.of(name).length && stage.gateway.of(name));
    assert.equal(request.closed, false);
    await run(() => window.abort());
    assert.deepEqual(await run(() => window.pending), { failed: "aborted", sent: 1, frames: 0 });
    await waitFor("the browser hangs up", () => request.closed);
  });
}

test("a reply that loops for ever does not stop the page, and ends with the call", async () => {
  await run((given) => void (window.pending = call(given)), stage.request("loop"));
  await waitFor("the request", () => stage.gateway.of("loop")[0]?.closed);
  const stalls = await run(async () => {
    let longest = 0;
    for (let turn = 0, last = performance.now(); turn < 60; turn += 1) {
      await new Promise(requestAnimationFrame);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    window.abort();
    return { longest, told: await window.pending };
  });
  assert.deepEqual(stalls.told, { failed: "aborted", sent: 1, frames: 0 });
  assert.ok(stalls.longest < 3_000, `stood still for ${stalls.longest} ms`);
});

test("a signal that was aborted before makes no frame", async () => {
  const told = await run(async (given) => {
    const answer = jsonp(given, AbortSignal.abort(), () => heard.push("sent"));
    return [document.querySelectorAll("iframe").length, await answer, heard];
  }, stage.request("early"));
  assert.deepEqual(told, [0, { failed: "aborted" }, []]);
});

test("an abort before the frame has answered sends nothing", async () => {
  const told = await run((given) => {
    const pending = call(given);
    window.abort();
    return pending;
  }, stage.request("undone"));
  assert.deepEqual(told, { failed: "aborted", sent: 0, frames: 0 });
  assert.deepEqual(stage.gateway.of("undone"), []);
});

test("forty calls at once each get their own reply", async () => {
  const requests = Array.from({ length: 40 }, (_, index) => stage.request(`many-${index}`));
  const told = await stage.callAll(requests);
  assert.deepEqual(told.map((one) => one.text), requests.map((_, index) => `{"id":"many-${index}"}`));
  assert.deepEqual(await seen().then(({ frames, violations, heard }) => [frames, violations, heard]), [0, [], []]);
});

const MANY = times(30, 100);

test(`${MANY} calls one after the other leave nothing, and no two have one name`, needs("counts"), async () => {
  const { driver } = stage;
  await driver.manage().setTimeouts({ script: 180_000 });
  await watchLeftovers(driver);
  const calls = (count) =>
    run(async (given, times) => {
      let right = 0;
      for (let turn = 0; turn < times; turn += 1) right += (await call(given)).text === '{"id":"leak"}';
      delete window.abort;
      return { right, globals: Object.getOwnPropertyNames(window).sort(), steps: history.length, frames: frames.length };
    }, stage.request("leak"), count);
  const first = await calls(10);
  const before = await leftovers(driver);
  const last = await calls(MANY);
  assert.deepEqual(last, { ...first, right: MANY });
  await leavesNothing(driver, before);
  const names = stage.gateway.of("leak").map(({ callback }) => callback);
  assert.equal(new Set(names).size, 10 + MANY);
  for (const name of names) assert.match(name, /^p[0-9a-f]{32}$/);
});

test("the file does nothing in an origin that is not opaque", async () => {
  await stage.open("plain");
  // Our own port answers after the file has had its turn with the same message.
  const greet = (url, sandbox) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      if (sandbox) frame.setAttribute("sandbox", sandbox);
      frame.src = url;
      frame.onload = () => {
        const { port1, port2 } = new MessageChannel();
        const said = [];
        port1.onmessage = ({ data }) => (data === "end" ? resolve([frame.contentWindow.origin === location.origin, said]) : said.push(data));
        frame.contentWindow.addEventListener("message", ({ ports }) => ports[0].postMessage("end"));
        frame.contentWindow.postMessage("panless", "*", [port2]);
      };
      document.body.append(frame);
    });
  for (const sandbox of ["", "allow-scripts allow-same-origin"]) {
    assert.deepEqual(await run(greet, `${stage.shop.origin}/jsonp.html`, sandbox), [true, []]);
  }
});

test("with the header of its own the file is opaque anyway, and works", async () => {
  const policy = /content="([^"]*)"/.exec(stage.files.jsonp)[1];
  stage.files.headed = {
    headers: { "content-security-policy": `${policy}; sandbox allow-scripts`, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" },
    body: stage.files.jsonp,
  };
  assert.equal((await stage.call("headed", "headed")).text, '{"id":"headed"}');
});

test("where no worker starts, the inner frame takes over, and the request is sent once", async () => {
  stage.files.refused = stage.files.jsonp.replace("worker-src blob:", "worker-src 'none'");
  for (const file of ["throwing", "refused"]) {
    const as = `inner-${file}`;
    assert.deepEqual(await stage.call(as, file), { text: `{"id":"${as}"}`, sent: 1, frames: 0 });
    assert.equal(stage.gateway.of(as).length, 1);
    assert.equal(stage.gateway.of(as)[0].headers.referer, undefined);
  }
});

test("once a worker has started, the inner frame never takes over", async () => {
  // An error right after the first message: the worker has its job then. An inner frame cannot be made here.
  const failing = `document.createElement = null; const Real = Worker; Worker = class extends Real {
    set onmessage(take) { super.onmessage = (event) => { take(event); this.dispatchEvent(new Event("error", { cancelable: true })); }; }
  }`;
  stage.files.failing = withScript(stage.files.jsonp, failing);
  assert.equal((await stage.call("once", "failing", 5000)).text, '{"id":"once"}');
  assert.equal((await stage.call("status-500", "failing", 5000)).failed, "load");
  assert.equal(stage.gateway.of("once").length, 1);
});

for (const [name, [, reply]] of Object.entries(replies)) {
  test(`a reply in the inner frame: ${name}`, async () => {
    assert.deepEqual(await stage.call(name, "throwing"), { text: reply, sent: 1, frames: 0 });
  });
}

test("in the inner frame the failures are told apart likewise", async () => {
  const told = async (name) => [name, (await stage.call(name, "throwing")).failed];
  // A script element does not tell broken code from code that says nothing.
  const silent = ["empty", "no-call", "syntax", "exception"];
  const load = ["reset", "status-404", "status-500", "redirect"];
  const expected = { silent, load, shape: Object.keys(faults.shape), large: ["large"] };
  for (const [code, names] of Object.entries(expected)) for (const name of names) assert.deepEqual(await told(name), [name, code]);
});
