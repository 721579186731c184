// The documents' policies, on the pages of the same document.

import { test } from "node:test";
import { of, openGuides } from "./kinds.mjs";
import { runPolicy } from "./pages.mjs";

const world = openGuides();

for (const block of of("policy")) {
  const mates = of("page").filter(({ file, options }) => file === block.file && options.page && options.page === block.options.page);
  test(block.name, () => runPolicy(block, mates, world.stage, world.site));
}
