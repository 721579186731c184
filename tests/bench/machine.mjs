// On what it was measured: machine, versions, date, and whether the machine had anything else to do.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** From which load average on the figures are not to be trusted. */
const BUSY = 0.5;
/** How much of the machine others may use in the second before the start. */
const BUSY_SHARE = 0.1;

const git = (...words) => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();

function commit() {
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "--", "src", "www", "xtask/src/build") ? ", with changes" : "");
  } catch {
    return "unknown";
  }
}

function processor() {
  const [{ model, speed }] = cpus();
  return speed ? `${model} at ${speed} MHz` : model;
}

function ticks() {
  const all = cpus().map(({ times }) => times);
  const sum = (pick) => all.reduce((total, time) => total + pick(time), 0);
  return { idle: sum(({ idle }) => idle), all: sum((time) => Object.values(time).reduce((one, other) => one + other)) };
}

/** Which part of the processors' time something used during a second in which we only wait. */
async function share() {
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = ticks();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

/** `load` is the load average before the build, which `cargo xtask bench` hands on. */
export async function machine() {
  const load = Number(process.env.PANLESS_BENCH_LOAD ?? loadavg()[0]);
  const others = await share();
  return {
    date: new Date().toISOString().slice(0, 10),
    version: JSON.parse(readFileSync(`${root}/dist/npm/package.json`, "utf8")).version,
    commit: commit(),
    processors: `${cpus().length} x ${processor()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}`,
    node: process.version,
    load,
    others,
    isBusy: load > BUSY || others > BUSY_SHARE,
  };
}
