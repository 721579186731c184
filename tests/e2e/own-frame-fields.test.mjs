// What attached fields do on keys, pastes, input methods and undo they do in our frame: the same tests, which take their place from
// harness/attach.mjs. Left out are layouts that the frame does not have, and what the page's own form does.

import { describe } from "node:test";

process.env.PANLESS_PLACE = "frame";
// One browser after the other: of several on one display one window alone has the focus.
for (const file of ["attach-typing", "attach-verdicts", "attach-input"]) describe(file, () => import(`./${file}.test.mjs`));
