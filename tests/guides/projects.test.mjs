// The documents' blocks that are a project or its tests: installed, built and run.

import { test } from "node:test";
import { groups } from "./blocks.mjs";
import { of, openGuides } from "./kinds.mjs";
import { runProject } from "./project.mjs";
import { runTests } from "./runners.mjs";

const world = openGuides();

for (const group of groups(of("project"), "project")) test(group.map(({ name }) => name).join(" + "), () => runProject(group, world.stage, world.site));

const runners = groups(of("tests"), "tests").filter(([{ options }]) => options.tests !== "all");
const common = of("tests").filter(({ options }) => options.tests === "all");
for (const group of runners) test(group.map(({ name }) => name).join(" + "), () => runTests(group[0].options.tests, [...common, ...group]));
