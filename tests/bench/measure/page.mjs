// What `run.mjs` bundles for a page: there `panless` is the global of the script tag.

import { affinipay, frames, nelnet, nelnetAlone, quick } from "./calls.mjs";
import { judging } from "./judging.mjs";

globalThis.bench = {
  judging: async (cores) => judging(await Promise.all(cores.map((core) => panless.loadCore({ core })))),
  affinipay: (core) => affinipay(panless, core),
  nelnet: (core, places) => nelnet(panless, core, places),
  nelnetAlone: (core, assets) => nelnetAlone(panless, core, assets),
  frames: (file) => frames(file),
  calls: (core, calls) => quick(panless, core, calls),
};
