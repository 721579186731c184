// The fenced code blocks of the documents, with what their info strings say.
//
// After the language an info string has words and `key=value` pairs; a value with spaces stands in double quotes:
//
//   html                     a page: opened, filled in with a test card, sent; its token reaches the shop and can be charged
//   js                       a module of a page, bundled: ends without an error and has a token, or logs what its comments say
//   page=NAME                blocks of one document with one name are one page: html, js, and its policy
//   txt csp                  a policy: the page works under it without a violation, and not with a source less
//   txt csp=frame            the same of our own frame: it is sent with frame.html; only=DIRECTIVE tries the sources of that one alone
//   sh, python, js node      a command or program of the shop's server; `token=GATEWAY` hands it a fresh token, `prints=TEXT` is in its output
//   json output              what the program before it prints, at least; values of `<…>` stand for any text
//   json, http               read by a parser; headers are compared with those that the demo sends, http of=FILE with those of its frame's files
//   json page=NAME           the config.json of our own frame on that page
//   project=NAME file=PATH   files and commands of one folder; at the end its page is opened
//   tests=NAME file=PATH     files and commands of one folder, whose tests pass; tests=all is a file of each such folder
//   expect=error:CODE        the page ends with this error instead of a token
//   gateway=ID, core=js      which page a policy is tried on when it has none of its own
//   reason="…"               not run, and why; printed

import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @typedef {{ file: string, line: number, lang: string, words: string[], code: string, options: Record<string, string>, name: string }} Block */

const FENCE = /^( *)(```+|~~~+)\s*(\S*)\s*(.*)$/;

/** @param {string} info */
function parse(info) {
  const words = [];
  /** @type {Record<string, string>} */
  const options = {};
  for (const [, key, quoted, plain, word] of info.matchAll(/([\w-]+)=(?:"([^"]*)"|(\S+))|(\S+)/g)) {
    if (key) options[key] = quoted ?? plain;
    else words.push(word);
  }
  return { words, options };
}

/** The blocks of one document. @param {string} file @param {string} text @returns {Block[]} */
export function blocksOf(file, text) {
  /** @type {Block[]} */
  const found = [];
  let open;
  for (const [index, line] of text.split("\n").entries()) {
    const [, indent, fence, lang, info] = FENCE.exec(line) ?? [];
    if (open && fence && line.trim() === open.fence) {
      found.push({ ...open.block, code: open.lines.join("\n") });
      open = undefined;
    } else if (open) {
      open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
    } else if (fence) {
      const block = { file, line: index + 1, lang, ...parse(info), code: "", name: `${file}:${index + 1} ${lang} ${info}`.trim() };
      open = { indent, fence, lines: [], block };
    }
  }
  if (open) throw new Error(`${open.block.name} has no end`);
  return found;
}

/** The documents whose blocks run. */
export async function documents() {
  const guides = (await readdir(`${root}/docs`)).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
  return ["README.md", "pkg-template/README.md", ...guides.sort()];
}

/** All blocks of all documents. */
export const allBlocks = async () => (await Promise.all((await documents()).map(async (file) => blocksOf(file, await readFile(`${root}/${file}`, "utf8"))))).flat();

/** Blocks that belong together, in order; a block without the key stands alone. @param {Block[]} blocks @param {string} key */
export function groups(blocks, key) {
  /** @type {Map<unknown, Block[]>} */
  const found = new Map();
  for (const block of blocks) {
    const name = block.options[key] ? `${block.file} ${block.options[key]}` : block;
    found.set(name, [...(found.get(name) ?? []), block]);
  }
  return [...found.values()];
}
