// What a look at an assumption can end in.

/** It holds. */
export const held = Object.freeze({ result: "held" });
/** It does not; `came` says what came in its place. */
export const notHeld = (came) => ({ result: "not held", came });
/** What came does not decide it. */
export const unclear = (came) => ({ result: "could not tell", came });
export const is = (holds, came) => (holds ? held : notHeld(came));

/** The question could not be put at all: no connection, no answer. */
export class NotAsked extends Error {}
/** The gateway had other worries than our question. */
export class Busy extends Error {}

/** An assumption. `mark` is how it is known; `otherwise` is what panless does if it does not hold. */
export const assume = (id, mark, says, otherwise, look) => ({ id, mark, says, otherwise, look });

/** The shape of a value without its letters and digits, which may be somebody's. */
export function shape(value) {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== "string") return `a ${typeof value}`;
  const drawn = value.slice(0, 40).replace(/\p{L}/gu, "a").replace(/\d/g, "#");
  return value === "" ? "an empty text" : `text like ${drawn}`;
}

/** A code of a gateway's, if it can be one. */
const code = (value) => (/^[\w.-]{1,40}$/.test(`${value}`) ? `code ${value}` : "no code");

/** What a reply was, in words that hold nothing of what was sent. */
export function reply({ status, type, json }) {
  const first = json?.messages?.[0] ?? json?.errors?.[0];
  const said = first ? `, ${code(first.code)}${first.sub_code ? `, sub_${code(first.sub_code)}` : ""}` : "";
  return `status ${status}, ${type || "no content type"}${said}`;
}

/** How a call of panless ended. */
export const ending = ({ token, error }) =>
  token ? "a token" : `error ${error.code}${error.gatewayCode ? `, gateway ${code(error.gatewayCode)}` : ""}${error.status ? `,
    status ${error.status}` : ""}`;
