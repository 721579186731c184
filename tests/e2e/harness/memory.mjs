// Finds pieces of a number in text and in the memory of every core of a page.

/** Every seven digits in a row of `number`; a shorter number has none. */
export function pieces(number) {
  const digits = number.replace(/\D/g, "");
  const found = Array.from({ length: Math.max(0, digits.length - 6) }, (_, at) => digits.slice(at, at + 7));
  return [...new Set(found)];
}

// Runs before the page's scripts: keeps the memory of each instance, which panless hands out to nobody. That of a core in
// JavaScript is an array of whole pages of 64 KB; those that it grew out of count, too.
function keepMemories() {
  const kept = [];
  Object.defineProperty(globalThis, "keptMemories", { value: kept });
  globalThis.ArrayBuffer = new Proxy(ArrayBuffer, {
    construct(Real, given) {
      const buffer = new Real(...given);
      if (buffer.byteLength && buffer.byteLength % 65_536 === 0) kept.push({ buffer });
      return buffer;
    },
  });
  if (!globalThis.WebAssembly) return;
  const keep = (instance) => {
    for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) kept.push(value);
    return instance;
  };
  const { instantiate, instantiateStreaming, Instance } = WebAssembly;
  const wrapped = (start) => async (...given) => {
    const result = await start.apply(WebAssembly, given);
    keep(result instanceof Instance ? result : result.instance);
    return result;
  };
  WebAssembly.instantiate = wrapped(instantiate);
  if (instantiateStreaming) WebAssembly.instantiateStreaming = wrapped(instantiateStreaming);
  WebAssembly.Instance = new Proxy(Instance, { construct: (Real, given) => keep(new Real(...given)) });
}

/** The script to run before a page, for `Browser.beforePage`. */
export const memoryKeeper = `(${keepMemories})();`;

// A word, such as a security code, counts where no digit stands beside it.
function searchPage(texts, words) {
  // A character for each byte: the browser searches a text many times faster than a loop does.
  const memories = globalThis.keptMemories.map(({ buffer }) => new TextDecoder("latin1").decode(buffer));
  const isDigit = (bytes, at, width) => bytes[at] >= "0" && bytes[at] <= "9" && (width === 1 || bytes[at + 1] === "\0");
  const count = (bytes, text, width, whole) => {
    const pattern = width === 1 ? text : [...text].map((digit) => `${digit}\0`).join("");
    let times = 0;
    for (let at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at + 1)) {
      if (!(whole && (isDigit(bytes, at - width, width) || isDigit(bytes, at + pattern.length, width)))) times += 1;
    }
    return times;
  };
  const times = (text, whole) => memories.reduce((sum, bytes) => sum + count(bytes, text, 1, whole) + count(bytes, text, 2, whole), 0);
  const counts = [...texts.map((text) => [text, times(text, false)]), ...words.map((word) => [word, times(word, true)])];
  return { memories: memories.length, counts: Object.fromEntries(counts) };
}

/** How often each text stands in the cores' memories, as ASCII or UTF-16, and how many memories there are. */
export const countInMemory = (driver, texts, words = []) => driver.executeScript(searchPage, texts, words);

/** The pieces of `number` in the cores' memories, and how many memories there were. */
export async function searchMemory(driver, number) {
  const { memories, counts } = await countInMemory(driver, pieces(number));
  return { memories, found: Object.keys(counts).filter((piece) => counts[piece]) };
}
