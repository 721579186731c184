// What the page does otherwise under a scenario. A row may have:
// write(message): what is sent for a message; undefined for nothing.        post(written): how it is sent.
// junk(id): what is sent before and after each message.                    height: the height that is told.
// answers(success, number): all submissions that a good submit gets.       unasked: submissions right after the settings.
// isDeaf: no submission ever.      leave(prefix): in place of an answer.    load(): when the page starts.

const { plays, invalid } = document.documentElement.dataset;
const OTHER_ID = "00000000-0000-4000-8000-000000000000";
/** Tokens that nobody has earned. */
const FORGED = ["unasked", "second"].map((name) => name.padEnd(32, "0"));

/** The same server under another origin. */
const elsewhere = (address) => address.replace("//127.0.0.1", "//localhost");

/** One more answer to a good submit, in its place. */
const instead = (make) => ({ answers: (success, number) => [make(success, number)] });
const failure = (more) => instead(() => ({ status: "error", ...more }));
const validation = (names) => instead(() => ({ status: "validation", invalid: names }));

/** All that is no message, and messages that nobody knows or whose data has another shape. */
function junk(id) {
  const told = (event, data) => JSON.stringify({ id, event, data });
  return [
    "random text", "", "{", "null", "7", '"text"', "[]", "{}", "[object Object]", "x".repeat(1_000_000), `${"[".repeat(20_000)}`,
    7, null, true, [], [id], {}, { id, event: "submission" }, new Date(0), JSON.stringify({ id }), JSON.stringify([id, "setHeight"]),
    told(7), told(null), told(["submission"]), told("favouriteColour", {}), told("__proto__", {}), told("constructor", {}), told("toString", {}),
    told("setHeight"), told("setHeight", null), told("setHeight", 7), told("setHeight", { height: "x" }), told("setHeight", { height: -5 }),
    told("setHeight", { height: 1e9 }), told("setHeight", { height: null }), `{"id":"${id}","event":"setHeight","data":{"height":1e999}}`,
    told("validCard"), told("validCard", { isValid: "yes" }), told("validCard", { isValid: true, bin: 7 }), told("validCard", []),
    told("onPaymentChange", { type: 7 }), told("onPaymentChange", { type: "gold" }), told("achOnChange", null), told("magStripeSwipe", "swiped"),
    `{"id":"${id}","event":"setHeight","__proto__":{"height":1},"data":{"__proto__":{"height":7}}}`,
  ];
}

let mouth;

/** Speaks by a nested frame of another origin. */
function speakElsewhere(written) {
  mouth ??= new Promise((resolve) => {
    const frame = Object.assign(document.createElement("iframe"), { hidden: true, src: elsewhere(`${location.origin}/sandbox/mouth.html`) });
    frame.onload = () => resolve(frame.contentWindow);
    document.body.append(frame);
  });
  void mouth.then((there) => there.postMessage(written, "*"));
}

/** Goes there once whoever embeds the page has seen it load. */
function move() {
  const there = elsewhere(location.href).replace("/scenario/moved", "/scenario/ok");
  addEventListener("load", () => setTimeout(() => location.replace(there)));
}

const rows = {
  "silent": { write: () => undefined },
  "no-answer": { isDeaf: true },
  "wrong-id": { write: (message) => JSON.stringify({ ...message, id: OTHER_ID }) },
  "no-id": { write: ({ event, data }) => JSON.stringify({ event, data }) },
  "double-encoded": { write: (message) => JSON.stringify(JSON.stringify(message)) },
  "object-messages": { write: (message) => message },
  "junk": { junk },
  "no-status": instead(({ token }) => ({ token })),
  "bad-status": instead((success) => ({ ...success, status: "splendid" })),
  "bad-token": instead((success) => ({ ...success, token: 7 })),
  "empty-token": instead((success) => ({ ...success, token: "" })),
  "long-token": instead((success) => ({ ...success, token: "x".repeat(10_000) })),
  "no-token": instead(({ status }) => ({ status })),
  "no-data": instead(() => undefined),
  "error-msg": failure({ msg: "Something in the sandbox went wrong." }),
  "error-message": failure({ message: "Something in the sandbox went wrong." }),
  "error-empty": failure({}),
  "error-echo": instead((success, number) => ({ status: "error", msg: `Number ${number} was not accepted.` })),
  "validation": { answers: () => [{ status: "validation", invalid: invalid.split(" ") }] },
  "validation-unknown": validation(["favourite_colour"]),
  "validation-empty": validation([]),
  "validation-odd": validation("cc"),
  "twice": { answers: (success) => [success, { ...success, token: FORGED[1] }] },
  "unasked": { unasked: [{ status: "success", token: FORGED[0] }] },
  "wrong-origin": { post: speakElsewhere },
  "moved": { load: move },
  "leaves": { leave: (prefix) => location.replace(`${prefix}/sandbox/left.html`) },
  "tall": { height: 100_000 },
  "echo": instead((success, number) => ({ ...success, user: { ...success.user, first_name: number }, card: { number } })),
};

export const play = rows[plays] ?? {};
