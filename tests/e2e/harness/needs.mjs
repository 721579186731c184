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
};

/** What a driver cannot do in its engine, or the engine does otherwise (docs/engines.md), and why. */
const OTHERS = { ...CHROMIUM_ALONE, silence: "it tells a frame that is led elsewhere, before that goes, that its request has failed" };
const LACKS = {
  firefox: OTHERS,
  webkit: {
    ...OTHERS,
    undo: "Ctrl+Z of its driver reaches no field of any page",
    focus: "it lets a frame of another origin move the focus to a field only once somebody has been in it",
  },
};

/** What this engine lacks of these: a reason, or false. */
export const lacks = (...what) => what.map((one) => LACKS[engineName]?.[one]).find(Boolean) ?? false;

/** Options of a test that needs something which not every engine has here. */
export const needs = (...what) => ({ skip: lacks(...what) });
