// Waiting for a condition instead of for a time.

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** The first truthy answer of `condition`; fails with `what` when none comes in time. */
export async function waitFor(what, condition, limit = 10_000) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`did not happen in ${limit} ms: ${what}`);
    await pause();
  }
}
