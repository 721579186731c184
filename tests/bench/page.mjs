// What `run.mjs` bundles for a page: there `panless` is the global of the script tag.

import { judging } from "./judging.mjs";
import { affinipay, nelnet } from "./tokenizing.mjs";

globalThis.bench = {
  judging: async (cores) => judging(await Promise.all(cores.map((core) => panless.loadCore({ core })))),
  affinipay: (core) => affinipay(panless, core),
  nelnet: (core, places) => nelnet(panless, core, places),
};
