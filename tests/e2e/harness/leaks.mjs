// The leak search: opens a browser in which everything is watched, and tells after each scenario where a secret was left.
//
//   const stage = await openWatched();
//   const search = await stage.search({ number, cvv, account });      // what stands there now does not count
//   ...the scenario; `leakWatch.tell(value)` in the page hands in a token or an error...
//   assert.deepEqual(await search.found(), []);

import { Command, Name } from "selenium-webdriver/lib/command.js";
import { logging } from "selenium-webdriver";
import { pageWatch } from "./leak-page.mjs";
import { countInMemory, memoryKeeper, pieces } from "./memory.mjs";
import { openStage } from "./stage.mjs";
import { startWire } from "./wire.mjs";

/** Lines of the browser's own, which name what it could not load, and which no script of the page can read. */
const OWN_SOURCES = ["network", "security"];

/** Where a gateway takes a payment: by the body, or by the query. Nothing else of such a request may hold it. */
const isBody = (url) => /\/(v1\/tokens|sandbox\/keep)$/.test(url.pathname);
const isQuery = (url) => /\/api\/v1\/tokens\/jsonp$/.test(url.pathname);

/** A request as text, without the part in which a gateway takes the payment. */
function textOf({ url, method, headers, body }, gateways) {
  if (!URL.canParse(url)) return "";
  const at = new URL(url);
  const toGateway = gateways.some((origin) => at.origin === origin);
  const paysByQuery = toGateway && method === "GET" && isQuery(at);
  const paysByBody = toGateway && method === "POST" && isBody(at);
  const told = JSON.stringify(headers).replaceAll('"', " ");
  return [paysByQuery ? at.origin + at.pathname : decodeURIComponent(url.replace(/%(?![0-9a-f]{2})/gi, "%25")), told, paysByBody ? "" : body].join("\n");
}

/** The patterns of what is searched: seven digits of a number in a row, a short secret as a word of its own. */
function patterns(secrets) {
  return Object.entries(secrets).flatMap(([what, secret]) => {
    const parts = pieces(secret);
    const word = new RegExp(`(?<!\\w|\\d\\.)${secret}(?!\\w|\\.\\d)`, "g");
    return parts.length ? parts.map((text) => ({ what, text, pattern: new RegExp(text, "g") })) : [{ what, text: secret, pattern: word }];
  });
}

/** How often each pattern stands in a text. A formatted number counts like a plain one, so it is searched once more without separators. */
function times(text, all) {
  const joined = text.replace(/(?<=\d)[ -](?=\d)/g, "");
  return all.map(({ pattern }) => Math.max(...[text, joined].map((one) => [...one.matchAll(pattern)].length)));
}

/** What the browser tells by its logs, which forget what they have told. */
async function drain(driver) {
  const lines = await driver.execute(new Command(Name.GET_LOG).setParameter("type", logging.Type.BROWSER));
  const entries = await driver.manage().logs().get(logging.Type.PERFORMANCE);
  const events = entries.map(({ message }) => JSON.parse(message).message);
  const requests = events.filter(({ method }) => method === "Network.requestWillBeSent").map(({ params }) => ({ ...params.request, redirected: "redirectResponse" in params }));
  const sockets = events.filter(({ method }) => /^Network\.webSocket(Created|FrameSent)$/.test(method));
  return {
    lines: lines.filter(({ source }) => !OWN_SOURCES.includes(source)).map(({ level, message }) => `${level} ${message}`),
    navigations: events.filter(({ method }) => method.startsWith("Page.")).map(({ params }) => JSON.stringify(params)),
    requests: requests.map(({ url, method, headers, postData = "", redirected }) => ({ url, method, headers, body: postData, redirected })),
    sockets: sockets.map(({ params }) => JSON.stringify(params)),
  };
}

/** What the servers noted: the shop every byte, the gateways all but payments, the third host everything. */
async function journals({ sandbox }, tags) {
  const [shop, ...noted] = await Promise.all([
    sandbox.orderLog(), sandbox.requests(), sandbox.nelnet.requests(), sandbox.pepper.requests(), sandbox.stripe.requests(),
    ...tags.map((tag) => sandbox.leaked(tag)),
  ]);
  return { shop, noted: noted.slice(0, 4), third: noted.slice(4) };
}

/** All that is only ever added to, as lists and texts; `since` leaves out what an earlier look has seen. */
async function added(stage, tags, since = {}) {
  const news = await drain(stage.driver);
  for (const [name, entries] of Object.entries(news)) stage.log[name].push(...entries);
  const { shop, noted, third } = await journals(stage, tags);
  const all = { ...stage.log, sent: stage.wire.sent, shop, affinipay: noted[0], nelnet: noted[1], pepper: noted[2], stripe: noted[3] };
  const cut = Object.fromEntries(Object.entries(all).map(([name, list]) => [name, list.slice(since[name] ?? 0)]));
  return { cut, third, ends: Object.fromEntries(Object.entries(all).map(([name, { length }]) => [name, length])) };
}

/** Every channel as text, and how far what is only added to has come. */
async function snapshot(stage, own, tags, since) {
  const { driver, gateways } = stage;
  const { cut, third, ends } = await added(stage, tags, since);
  const page = await driver.executeScript((inputs) => leakWatch.dump(inputs), own);
  const { cookies } = await driver.sendAndGetDevToolsCommand("Network.getAllCookies");
  const requests = (all) => all.map((one) => textOf(one, gateways)).join("\n");
  const channels = {
    ...page,
    browserConsole: cut.lines.join("\n"),
    navigations: cut.navigations.join("\n"),
    requests: requests(cut.requests) + cut.sockets.join("\n"),
    wire: requests(cut.sent),
    browserCookies: JSON.stringify(cookies),
    shopJournal: cut.shop,
    // The gateways star long digits out in what they note.
    otherJournals: JSON.stringify([cut.affinipay, cut.nelnet, cut.pepper, cut.stripe, third]),
  };
  return { channels, ends };
}

/** Starts a search: what is there now does not count. `own` selects the card's inputs, `tags` name scenarios that know a third host. */
async function search(stage, secrets, { own = "", tags = [], memory = true } = {}) {
  const all = patterns(secrets);
  const look = async (since) => {
    const { channels, ends } = await snapshot(stage, own, tags, since);
    const named = (channel, counts) => counts.map((count, at) => [`${channel}: ${all[at].what} ${all[at].text}`, count]);
    const counts = Object.entries(channels).flatMap(([channel, text]) => named(channel, times(text ?? "", all)));
    counts.push(["otherJournals: digits starred out", channels.otherJournals.split("***").length - 1]);
    const texts = all.filter(({ text }) => text.length > 6).map(({ text }) => text);
    const words = all.filter(({ text }) => text.length < 7).map(({ text }) => text);
    const kept = memory ? await countInMemory(stage.driver, texts, words) : { memories: 0, counts: {} };
    return { counts: new Map(counts), kept, ends };
  };
  const { ends } = await added(stage, tags);
  await stage.driver.executeScript(() => leakWatch.forget());
  const before = await look(ends);
  if (memory && !before.kept.memories) throw new Error("the memory of the core is not found, so nothing would be searched");
  const isNew = (text) => !before.kept.counts[text];
  if (memory) for (const what of Object.keys(secrets)) {
    if (!all.some((one) => one.what === what && isNew(one.text))) throw new Error(`all of the ${what} stands in the memory before the call`);
  }
  return {
    /** Where something was left since, as "channel: what it is"; the core's memory is the channel "memory". */
    async found() {
      const { counts, kept } = await look(ends);
      const left = [...counts].filter(([name, count]) => count > before.counts.get(name)).map(([name]) => name);
      const inMemory = all.filter(({ text }) => isNew(text) && kept.counts[text]).map(({ what, text }) => `memory: ${what} ${text}`);
      return [...left, ...inMemory];
    },
  };
}

/** A stage whose browser is watched from its first page on: `search(secrets, options)`, and `wire` with every request. */
export async function openWatched(engine, core) {
  const wire = await startWire();
  const stage = await openStage(engine, core, { flags: wire.flags, isLogged: true }).catch(async (error) => {
    await wire.stop();
    throw error;
  });
  await stage.browser.beforePage(memoryKeeper);
  await stage.browser.beforePage(pageWatch);
  const gateways = [stage.sandbox, stage.sandbox.nelnet, stage.sandbox.pepper, stage.sandbox.stripe].map(({ scenario }) => scenario("ok")).map((url) => new URL(url).origin);
  const watched = { ...stage, wire, gateways, log: { lines: [], navigations: [], requests: [], sockets: [] } };
  return {
    ...watched,
    search: (secrets, options) => search(watched, secrets, options),
    /** The requests that the browser itself says it sent, or is about to; `redirected` ones may have been refused by the page. */
    async requests() {
      const news = await drain(stage.driver);
      for (const [name, entries] of Object.entries(news)) watched.log[name].push(...entries);
      return watched.log.requests;
    },
    async close() {
      await stage.close();
      await wire.stop();
    },
  };
}
