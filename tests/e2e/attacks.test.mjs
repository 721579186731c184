// The sandbox's attacks arrive where nothing stops them: a test that sees none of them elsewhere would have seen them.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { By } from "selenium-webdriver";
import { openUnguarded, runReply } from "./harness/attacks.mjs";
import { openStage } from "./harness/stage.mjs";
import { waitFor } from "./harness/wait.mjs";

let stage;

before(async () => (stage = await openStage()));
after(() => stage?.close());
beforeEach(() => openUnguarded(stage));

const look = (script) => stage.driver.executeScript(`return ${script}`);
const paths = async (tag) => (await stage.sandbox.leaked(tag)).requests.map(({ path }) => path);

const arrive = (tag, wanted) =>
  waitFor(`${wanted} at the third host`, async () => {
    const seen = await paths(tag);
    return wanted.every((path) => seen.includes(path));
  });

// attack: the paths at which it arrives in a page.
const fromAPage = {
  fetch: ["/fetch"],
  keepalive: ["/keepalive"],
  xhr: ["/xhr"],
  "xhr-sync": ["/xhr-sync"],
  beacon: ["/beacon"],
  websocket: ["/websocket"],
  "event-source": ["/event-source"],
  import: ["/import.js"],
  "font-load": ["/font-load.woff2"],
  "nested-worker": ["/nested-worker"],
  "nested-import": ["/nested-import-scripts.js", "/nested-import.js"],
  worklet: ["/worklet-paint.js", "/worklet-audio.js"],
  "shared-worker": ["/shared-worker"],
  img: ["/img.png", "/img-object.png", "/img-set.png", "/img-input.png"],
  svg: ["/svg-image.png"],
  css: ["/css-link.css", "/css-import.css", "/css-background.png", "/css-attribute.png", "/css-font.woff2"],
  media: ["/media-poster.png", "/media-video.mp4", "/media-audio.mp3", "/media-source.wav"],
  object: ["/object.html", "/embed.html"],
  frame: ["/frame.html", "/frame-text.png", "/frame-script", "/frame-data.png"],
  script: ["/script.js", "/script-module.js", "/script-inline"],
  prefetch: ["/link-prefetch"],
  preload: ["/link-preload", "/link-preload-fetch", "/link-modulepreload"],
  icon: ["/link-icon"],
  ping: ["/ping"],
  "indexed-db": ["/told-databases"],
  opfs: ["/told-opfs"],
  "cache-storage": ["/told-cache"],
  locks: ["/told-locks"],
};

for (const [attack, wanted] of Object.entries(fromAPage)) {
  test(`${attack} arrives from a page`, async () => {
    const { called } = await runReply(stage, "page", `hostile-${attack}`, `page-${attack}`);
    assert.equal(called.hostile.wanted, attack);
    await arrive(`page-${attack}`, wanted);
  });
}

const fromAWorker = {
  fetch: ["/fetch"],
  keepalive: ["/keepalive"],
  xhr: ["/xhr"],
  "xhr-sync": ["/xhr-sync"],
  websocket: ["/websocket"],
  "event-source": ["/event-source"],
  import: ["/import.js"],
  "import-scripts": ["/import-scripts.js"],
  "font-load": ["/font-load.woff2"],
  "nested-worker": ["/nested-worker"],
  late: ["/late-fetch", "/late-websocket"],
};

for (const [attack, wanted] of Object.entries(fromAWorker)) {
  test(`${attack} arrives from a worker`, async () => {
    const { called } = await runReply(stage, "worker", `hostile-${attack}`, `worker-${attack}`);
    assert.equal(called.class, "token");
    await arrive(`worker-${attack}`, wanted);
  });
}

const leaving = [
  "top-location", "top-link", "top-form", "top-open", "form-submit", "frame-location", "frame-replace", "frame-open", "frame-link", "meta-refresh",
];

for (const attack of leaving) {
  test(`${attack} takes the page away`, async () => {
    // The page may be gone before it can answer.
    await runReply(stage, "page", `hostile-${attack}`, attack).catch(() => {});
    await arrive(attack, [`/${attack}.html`]);
  });
}

test("web-transport and web-rtc send packets", async () => {
  for (const attack of ["web-transport", "web-rtc"]) {
    await runReply(stage, "page", `hostile-${attack}`, attack);
    await waitFor(`packets of ${attack}`, async () => (await stage.sandbox.leaked(attack)).packets > 0);
  }
});

test("preconnect is seen as a connection without a request", async () => {
  await runReply(stage, "page", "hostile-preconnect", "preconnect");
  await waitFor("a connection", async () => (await stage.sandbox.leaked("preconnect")).connections > 0);
  assert.deepEqual(await paths("preconnect"), []);
});

test("the page's document, globals and stores bear the mark", async () => {
  for (const [attack, mark] of [
    ["page-dom", "document.documentElement.dataset.hostile"],
    ["page-globals", "window.hostile"],
    ["cookies", "document.cookie.match(/hostile=([a-z-]*)/)?.[1]"],
    ["local-storage", "localStorage.getItem('hostile')"],
    ["local-storage", "sessionStorage.getItem('hostile')"],
  ]) {
    await openUnguarded(stage);
    await runReply(stage, "page", `hostile-${attack}`, attack);
    assert.equal(await look(mark), attack);
  }
});

test("popups open", async () => {
  const { driver } = stage;
  const home = await driver.getWindowHandle();
  await runReply(stage, "page", "hostile-popup", "popup");
  await arrive("popup", ["/popup.html", "/popup-link.html"]);
  for (const window of await driver.getAllWindowHandles()) {
    if (window === home) continue;
    await driver.switchTo().window(window);
    await driver.close();
  }
  await driver.switchTo().window(home);
});

test("entries are added to the history, and history-back leaves the page", async () => {
  const length = await look("history.length");
  await runReply(stage, "page", "hostile-history-entries", "entries");
  assert.ok((await look("history.length")) > length);
  await stage.driver.get(`${stage.sandbox.shop}/config.json`);
  await openUnguarded(stage);
  await runReply(stage, "page", "hostile-history-back", "back").catch(() => {});
  await waitFor("another page", async () => !(await stage.driver.getCurrentUrl()).endsWith("/blank?csp=off"));
});

test("a frame takes the keystrokes that were meant for the page", async () => {
  await look("document.body.append(document.createElement('input'))");
  const field = await stage.driver.findElement(By.css("input"));
  await field.click();
  await runReply(stage, "frame", "hostile-keys", "keys");
  await waitFor("the focus to be taken", () => look("document.activeElement.localName === 'iframe'"));
  await stage.driver.actions().sendKeys("4111").perform();
  await waitFor("the keys", () => look("window.heard.some(({ keys }) => keys?.includes('4111'))"));
  await arrive("keys", ["/keys"]);
});

test("a careless frame's port is caught and answers with a forged token", async () => {
  const { called } = await runReply(stage, "frame", "hostile-prototypes", "port");
  assert.equal(called.id, "f0f0f0f0f0");
});

test("a frame that stays goes on without having called", async () => {
  const call = runReply(stage, "frame", "hostile-stay", "stay");
  await waitFor("a second request", async () => (await paths("stay")).length > 1);
  assert.equal((await call).called.hostile.wanted, "stay");
});

test("a frame's messages reach the page's listeners", async () => {
  await runReply(stage, "frame", "hostile-post-message", "messages");
  await waitFor("the message", () => look("window.heard.some(({ hostile }) => hostile === 'messages')"));
});

test("a frame learns the shop's origin", async () => {
  const { called } = await runReply(stage, "frame", "hostile-shop-origin", "origin");
  assert.equal(called.hostile.found.ancestors, stage.sandbox.shop);
});
