// What attached fields do on keys, pastes, input methods and undo they do in our frame: the same tests, which take their place from
// harness/attach.mjs. Left out are layouts that the frame does not have, and what the page's own form does.

process.env.PANLESS_PLACE = "frame";
for (const file of ["attach-typing", "attach-verdicts", "attach-input"]) await import(`./${file}.test.mjs`);
