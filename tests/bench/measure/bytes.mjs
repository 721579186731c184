// What a browser fetches. Ours is what the server saw go out to pages that did the job; peers are their bundles, by the same brotli.

import { brotli } from "../server.mjs";
import { readFile } from "node:fs/promises";

const TAG = '<script src="/panless/panless.js"></script>';
const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>${body}`;

const card = { number: "4242 4242 4242 4242", expiry: "12/30", cvv: "123" };
const call = ({ publicKey, base }) => `panless.generateToken("${publicKey}", ${JSON.stringify(card)}, { baseUrl: "${base}" }).then(({ id }) => id)`;
/** The README's first page; only the key's gateway is the sandbox. */
const tokenizing = (sandbox) => page(`${TAG}<script>measured = ${call(sandbox)};</script>`);
/** The README's form, and then a token on the same page. */
const attached = (sandbox) => page(`<script src="/panless/panless.js" data-form="#checkout" data-public-key="${sandbox.publicKey}"></script>
<form id="checkout"><input autocomplete="cc-number"><input autocomplete="cc-exp"><input autocomplete="cc-csc"><input autocomplete="cc-name" required></form>
<script>measured = new Promise((done) => checkout.addEventListener("panless:ready", done)).then(() => ${call(sandbox)});</script>`);

/** The files that a page had the server send, by name. */
async function fetched({ server, browser }, path, html, site) {
  server.page(path, html, false);
  const from = server.sent.length;
  await browser.open(server.at(path, site));
  const told = await browser.run(() => window.measured);
  if (!told) throw new Error("the page has not done its job");
  await browser.run(() => new Promise((done) => requestIdleCallback(done)));
  return server.sent.slice(from).filter(({ path: one }) => one.startsWith("/panless/"));
}

const sum = (files) => files.reduce((total, { bytes }) => total + bytes, 0);
const names = (files) => files.map(({ path }) => path.split("/").pop());

/** Rows of `{ label, bytes, files }` for us, and of `{ ...peer, bytes }` for the others. */
export async function bytes(tools, peers) {
  const { sandbox, cdn } = tools;
  const token = await fetched(tools, "/bytes/call.html", tokenizing(sandbox), "bytes-call");
  const form = await fetched(tools, "/bytes/form.html", attached(sandbox), "bytes-form");
  const extra = form.filter(({ path }) => !token.some((one) => one.path === path));
  const isMark = ({ path }) => path.endsWith("panless-marks.js");
  const isWasm = ({ path }) => path.endsWith(".wasm");
  const alone = async (...files) => {
    const sizes = await Promise.all(files.map(async (file) => brotli(await readFile(`${cdn}/${file}`)).length));
    return { bytes: sizes.reduce((one, other) => one + other), files };
  };
  const row = (label, files) => ({ label, bytes: sum(files), files: names(files) });
  return {
    ours: {
      call: row("panless: a token, by the script tag", token),
      form: row("panless: an attached form that judges, formats and makes a token", form),
      attach: row("of the form: JavaScript of `attach`, one language", extra.filter((file) => !isMark(file) && !isWasm(file))),
      marks: row("of the form: brand marks", extra.filter(isMark)),
      nelnet: { label: "on top: Nelnet's JSONP frame", ...(await alone("panless-jsonp.js", "jsonp.html")) },
      pepper: { label: "on top: Pepper's hosted frame", ...(await alone("panless-frame.js")) },
      js: { label: "in place of the wasm: JavaScript core", ...(await alone("panless-core.js")) },
    },
    peers: peers.map(({ script, source, ...peer }) => ({ ...peer, bytes: brotli(script).length })),
  };
}
