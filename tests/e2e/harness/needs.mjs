// What a test needs of its engine's driver, beside what every driver has.

import { engineName } from "./browser.mjs";

/** What Chromium's driver can do, and why no other one's test of it runs. */
const CHROMIUM_ALONE = {
  composition: "its driver has no input method",
  drag: "its driver's pointer starts no drag of a text",
  console: "its driver keeps no lines of the console",
  counts: "its driver counts no nodes and listeners",
  offline: "its driver cannot take the network away",
  hold: "its driver cannot keep a request waiting",
  search: "its driver sees no memory, storage and requests of a page",
  names: "its driver gives a name no address of this machine",
};

/** What a driver cannot do in its engine, or the engine does otherwise (docs/engines.md), and why. */
const OTHERS = { ...CHROMIUM_ALONE, credentialless: "it knows no such frames", silence: "it tells a frame that is led elsewhere, before that goes, that its request has failed" };
const LACKS = {
  firefox: {
    ...OTHERS,
    const: "its driver's scripts see nothing that a script of the page declares by const",
    source: "nobody on a page of it can make up an event that comes from a frame of another origin",
    preload: "it runs no file that a preload by its hash has refused",
  },
  webkit: {
    ...OTHERS,
    undo: "Ctrl+Z of its driver reaches no field of any page",
    unload: "it keeps a page in its cache that is asked when it is left, too",
    navigation: "a page of it cannot stop itself from leaving: it has no Navigation API",
    cookies: "by http it sends a host's cookie to every port of it, from a frame without an origin, too",
    embedding: "in a page that isolates itself it takes no frame whose policy for that is `credentialless`",
    length: "it takes a reply that is whole, though the connection ended before the length that was named",
    absurd: "its driver gives the focus to no field that is larger than the window",
    placeholder: "it tells nobody how a placeholder looks",
    focus: "it lets a frame of another origin move the focus to a field only once somebody has been in it",
  },
};

/** What this engine lacks of these: a reason, or false. */
export const lacks = (...what) => what.map((one) => LACKS[engineName]?.[one]).find(Boolean) ?? false;

/** Options of a test that needs something which not every engine has here. */
export const needs = (...what) => ({ skip: lacks(...what) });
