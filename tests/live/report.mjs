// What a look found, for a person and for a machine. Neither ever holds the key or a whole number.

/** Hides the key, and whatever could be a card or an account. */
export const masking = (publicKey) => (text) => `${text}`.replaceAll(publicKey, "(your key)").replace(/\d{7,}/g,
  (digits) => "•".repeat(digits.length));

const WORDS = { held: "held", "not held": "NOT HELD", "could not tell": "could not tell", "not run": "COULD NOT BE RUN" };

/** How many of each. */
export function sums(findings) {
  const count = (result) => findings.filter((finding) => finding.result === result).length;
  return { held: count("held"), notHeld: count("not held"), couldNotTell: count("could not tell"), notRun: count("not run") };
}

/** What is about to happen. */
export function opening({ name, baseUrl, tokens }) {
  return [
    `${name} at ${new URL(baseUrl).host}: each thing that panless takes for granted, asked from here and from a page in Chromium.`,
    `This creates up to ${tokens} ${tokens === 1 ? "token" : "tokens"} from published test numbers. Nothing is charged; an unused token dies by itself.`,
    "Marks: documented (by the gateway), vendor (its code or other pages), observed (in others' code), inferred (by us), unknown.",
    "",
  ].join("\n");
}

/** One finding. */
export function line({ id, mark, says, result, came, otherwise }) {
  const lines = [`${WORDS[result].padEnd(17)} ${mark.padEnd(10)}  ${id}: ${says}`];
  const more = (text) => lines.push(`${"".padEnd(30)}${text}`);
  if (came) more(`what came: ${came}`);
  if (result === "not held") more(`panless then: ${otherwise}`);
  if (result === "could not tell") more(`if it does not hold: ${otherwise}`);
  return lines.join("\n");
}

/** The last line. */
export function summary(findings) {
  const { held, notHeld, couldNotTell, notRun } = sums(findings);
  return `\n${findings.length} assumptions: ${held} held, ${notHeld} not held, ${couldNotTell} could not be told, ${notRun} could not be run.`;
}

/** For a machine. */
export const record = ({ gateway, baseUrl, findings }) => ({ gateway, host: new URL(baseUrl).host, when: new Date().toISOString(),
  summary: sums(findings), findings });
