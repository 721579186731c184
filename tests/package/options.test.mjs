// Options that the loader itself judges: types, base URLs, sets of brands, days and moments. No request is made.

import assert from "node:assert/strict";
import { test } from "node:test";
import { installed, installedCore } from "./installed.mjs";

const { createTokenizer, loadCore, isTokenizerError } = await installed();
const publicKey = "m_cSiyNUh9RBWHfdbFRFGrkA";
const core = process.env.PANLESS_CORE ?? "auto";

const refused = (options, code, field) =>
  assert.throws(
    () => createTokenizer({ publicKey, ...options }),
    (error) => isTokenizerError(error) && error.code === code && error.field === field && error.category === "merchant",
    field,
  );

test("an option of the wrong type is refused by name when the tokenizer is made", () => {
  refused({ publicKey: 7 }, "key_invalid", "publicKey");
  refused({ gateway: 7 }, "option_invalid", "gateway");
  refused({ encoding: {} }, "option_invalid", "encoding");
  refused({ sendCvv: "yes" }, "option_invalid", "sendCvv");
  refused({ unsupported: "drop" }, "option_invalid", "unsupported");
  refused({ brands: "visa" }, "option_invalid", "brands");
  refused({ brands: { off: "uatp" } }, "option_invalid", "off");
  refused({ brands: { forceLuhn: ["acme"] } }, "option_invalid", "forceLuhn");
  refused({ brands: { on: [] } }, "option_unknown", "on");
  refused({ acceptedBrands: ["visa", 7] }, "option_invalid", "acceptedBrands");
  refused({ colour: 1 }, "option_unknown", "colour");
});

test("a getter of an option that throws makes that option invalid", () => {
  const brands = { get off() { throw new Error("4242424242424242"); } };
  refused({ brands }, "option_invalid", "off");
  refused({ acceptedBrands: new Proxy([], { get() { throw 0; } }) }, "option_invalid", "acceptedBrands");
});

test("a base URL is https, or http to a loopback host", async () => {
  for (const baseUrl of [
    "https://api.chargeio.com", "https://host/", "https://host:8443/a/b", "https://h\u00f4te", "HTTPS://HOST",
    "http://127.0.0.1:4802/scenario/ok", "http://localhost", "http://shop.localhost", "http://[::1]:80",
  ]) {
    await createTokenizer({ publicKey, baseUrl, core }).ready;
  }
});

test("everything else is no base URL", () => {
  for (const baseUrl of [
    "https://", "api.chargeio.com", "http://example.com", "ftp://host", "javascript://host", "https://a@host", "https://:b@host",
    "https://host?x=1", "https://host?", "https://host#x", "https://host#", "https://ho st", "http://127.0.0.1.example.com",
    "http://127.0.0.1@host", "https://host:port", "https://host:70000", "http://[::1", "http://localhost.example.com", "http://0.0.0.0", "//host", "/v1",
  ]) {
    refused({ baseUrl }, "base_url_invalid", "baseUrl");
  }
  refused({ baseUrl: new URL("https://host") }, "option_invalid", "baseUrl");
});

const expiry = async (text, options) => (await loadCore({ core })).judge("expiry", text, options);

test("a month ends twelve hours after it ended in Greenwich", async () => {
  const status = async (now) => (await expiry("12/26", { now })).code;
  assert.equal(await status("2027-01-01T11:59:59.999Z"), null);
  assert.equal(await status("2027-01-01T12:00:00Z"), "expiry_past");
  assert.equal(await status(new Date(Date.UTC(2027, 0, 1, 12))), "expiry_past");
});

test("a day is taken as it is, and only real days of one spelling are days", async () => {
  assert.equal((await expiry("12/26", { today: "2026-12-31" })).status, "valid");
  assert.equal((await expiry("12/26", { today: "2027-01-01" })).code, "expiry_past");
  for (const today of ["2028-02-29", "2000-02-29", "2000-01-01", "2999-12-31"]) await expiry("12/26", { today });
  for (const today of [
    "2027-02-29", "2100-02-29", "2027-04-31", "2027-02-31", "2027-00-01", "2027-13-01", "2027-01-00", "2027-01-32", "", "2027-1-1", "2027/01/01",
    " 2027-01-01", "2027-01-01T00:00", "+027-01-01", "\uff12\uff10\uff12\uff17-01-01", "1999-12-31", "3000-01-01",
  ]) {
    await assert.rejects(expiry("12/26", { today }), TypeError, today);
  }
});

test("a moment that no calendar has, or of another millennium, is a TypeError", async () => {
  for (const now of ["", "never", new Date(NaN), new Date(8.64e15), new Date(-8.64e15), "1999-12-31", "3000-01-02"]) {
    await assert.rejects(expiry("12/26", { now }), TypeError, String(now));
  }
});

test("brands that are off are not recognised, and lists decide what is accepted", async () => {
  const { judge, brands } = await loadCore({ core, acceptedBrands: ["mastercard"], brands: { off: ["visa"] } });
  assert.equal(judge("number", "4242424242424242").brand, null);
  assert.equal(judge("number", "5555555555554444").accepted, true);
  assert.equal(judge("number", "378282246310005").code, "brand_not_accepted");
  assert.deepEqual(brands("4").includes("visa"), false);
  assert.equal((await installedCore()).judge("number", "4242424242424242").accepted, true);
});
