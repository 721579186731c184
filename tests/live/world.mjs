// One gateway and the two places from which it is asked: Node, and a page in a browser. Each question is put once, however many
// assumptions wait for its answer.

import { Busy, NotAsked } from "./verdict.mjs";

/** More than this of a reply is not read: panless itself stops at 256 kB. */
const LIMIT = 300_000;

export const isJson = ({ type }) => type === "application/json";

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A reply as both places tell it. */
const told = ({ status, contentType, text, headers = new Headers() }) => {
  if (status === 429 || (status > 501 && status < 505)) throw new Busy(`status ${status}`);
  return { status, headers, text, type: (contentType ?? "").split(";")[0].trim().toLowerCase(), json: parsed(text) };
};

// In the page. Only what a shop's script could read comes back.
async function askFromPage(url, init, patience, limit) {
  const options = { credentials: "omit", redirect: "manual", referrerPolicy: "no-referrer", cache: "no-store",
    signal: AbortSignal.timeout(patience) };
  try {
    const answer = await fetch(url, { ...options, ...init });
    return { status: answer.status, contentType: answer.headers.get("content-type"), text: (await answer.text()).slice(0, limit) };
  } catch ({ name }) {
    return { refused: true, late: name === "TimeoutError" };
  }
}

// In the page: panless itself, so many times at once.
function callInPage(times, key, payment, options) {
  const call = () => panless.generateToken(key, payment, options).then((token) => ({ token }),
    ({ code, gatewayCode, status }) => ({ error: { code, gatewayCode, status } }));
  return Promise.all(Array.from({ length: times }, call));
}

/** @param {{ publicKey: string, baseUrl: string, patience: number, browser: () => Promise<any>, site: { origin: string } }} place */
export function makeWorld({ publicKey, baseUrl, patience, browser, site }) {
  const asked = new Map();
  const once = (name, ask) => {
    if (!asked.has(name)) asked.set(name, ask());
    return asked.get(name);
  };
  const http = async (path, init) => {
    try {
      const answer = await fetch(baseUrl + path, { redirect: "manual", ...init, signal: AbortSignal.timeout(patience) });
      const { status, headers } = answer;
      return told({ status, headers, contentType: headers.get("content-type"), text: (await answer.text()).slice(0, LIMIT) });
    } catch (error) {
      if (error instanceof Busy) throw error;
      throw new NotAsked(error.name === "TimeoutError" ? "no answer in time" : `no connection${error.cause?.code ? ` (${error.cause.code})` : ""}`);
    }
  };
  // What a page cannot reach looks to it like what it may not read, so Node has to see first that somebody is there.
  const reached = () => once("reach", () => http("/").catch((error) => { if (!(error instanceof Busy)) throw error; }));
  let opened;
  const open = async () => {
    await reached();
    const { driver } = await browser();
    await driver.get(site.origin);
    return driver;
  };
  const inPage = async (script, ...values) => (await (opened ??= open())).executeScript(script, ...values);
  return {
    publicKey,
    baseUrl,
    patience,
    origin: site.origin,
    once,
    inPage,

    /** Opens the page anew, and gives its driver. */
    open: () => (opened = open()),

    /** A request of Node's. A redirect is told, not followed. */
    http,

    /** The same from the page; `undefined` where its scripts may not read the reply. */
    async page(path, init) {
      const answer = await inPage(askFromPage, baseUrl + path, init, patience, LIMIT);
      if (answer.late) throw new NotAsked("no answer in time, from the page");
      return answer.refused ? undefined : told(answer);
    },

    /** Calls of panless in the page: `{token}` or `{error}` of each. */
    panless: (payment, options, key = publicKey, times = 1) => inPage(callInPage, times, key, payment, { baseUrl, timeout: patience, ...options }),
  };
}
