// How each engine is started. `PANLESS_ENGINE` chooses; `cargo xtask engines` says where the programs are.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { Builder, Capabilities, logging } from "selenium-webdriver";
import * as chrome from "selenium-webdriver/chrome.js";
import * as firefox from "selenium-webdriver/firefox.js";
import { waitFor } from "./wait.mjs";

const flags = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage",
];

/** A program by its variable or on PATH; named always, because the driver's own manager would look for one outside. */
function find(variable, names) {
  if (process.env[variable]) return process.env[variable];
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`${names[0]} is not on PATH`);
  return found;
}

async function openChromium(profile, { flags: more = [], isLogged = false, phone }) {
  const options = new chrome.Options();
  options.addArguments(...flags, ...more, `--user-data-dir=${profile}`);
  options.setBinaryPath(find("PANLESS_CHROMIUM", ["chromium", "chromium-browser", "google-chrome"]));
  const wanted = new logging.Preferences();
  wanted.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  if (isLogged) wanted.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
  options.setLoggingPrefs(wanted);
  if (phone) options.setMobileEmulation(phone);
  const service = new chrome.ServiceBuilder(find("PANLESS_CHROMEDRIVER", ["chromedriver"]));
  return { driver: await new Builder().forBrowser("chrome").setChromeOptions(options).setChromeService(service).build() };
}

async function openFirefox() {
  const options = new firefox.Options();
  options.addArguments("-headless");
  // Its `load` event, for which a driver waits otherwise, waits for files that a script asks for, too: also for those that hang. WebKit's does,
  // too, but its driver loses scripts that are run before it.
  options.setPageLoadStrategy("eager");
  options.setBinary(find("PANLESS_FIREFOX", ["firefox-esr", "firefox"]));
  const service = new firefox.ServiceBuilder(find("PANLESS_GECKODRIVER", ["geckodriver"]));
  return { driver: await new Builder().forBrowser("firefox").setFirefoxOptions(options).setFirefoxService(service).build() };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

// It has no headless mode: without a display the whole run goes through `xvfb-run -a`. Its driver starts its own small browser.
async function openWebkit(profile) {
  const port = await freePort();
  const program = find("PANLESS_WEBKITDRIVER", ["WebKitWebDriver"]);
  const child = spawn(program, [`--port=${port}`, "--host=127.0.0.1"], { stdio: "ignore", env: { ...process.env, XDG_RUNTIME_DIR: profile } });
  const exited = once(child, "exit");
  const ended = () => (child.kill(), exited);
  const server = `http://127.0.0.1:${port}`;
  try {
    await waitFor("the WebKit driver answers", () => fetch(`${server}/status`).then(({ ok }) => ok, () => false));
    const wanted = new Capabilities({ browserName: "MiniBrowser" });
    return { driver: await new Builder().disableEnvironmentOverrides().usingServer(server).withCapabilities(wanted).build(), ended };
  } catch (error) {
    await ended();
    throw error;
  }
}

/** By name. What an engine cannot do is not in its row; `open` gives the `driver`, and what else has to be `ended`. */
export const engines = {
  chromium: {
    open: openChromium,
    // Scripts that run before the page's own; an engine without this has no search of the module's memory.
    beforePage: (driver, source) => driver.sendDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source }),
    emulate: (driver, features) => driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features }),
    size: (driver, { width, height }) =>
      driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false }),
  },
  firefox: { open: openFirefox },
  webkit: { open: openWebkit },
};
