// Both directions of the protocol: JSON strings {"event","data"} come from the window that embeds this page, JSON strings
// {"id","event","data"} go to it. They go to the target "*", as the vendor's do: who embeds the page is not known to it.

/** The parent's message, if it is one: without an id of its own, with an event. */
function read(text) {
  if (typeof text !== "string") return null;
  try {
    const message = JSON.parse(text);
    const isMessage = typeof message?.event === "string" && !Object.hasOwn(message, "id");
    return isMessage ? { event: message.event, data: message.data ?? {} } : null;
  } catch {
    return null;
  }
}

/** Hands what the parent says to `take(event, data)`; the answer is how to speak to it, once it has given an id. */
export function openWire(play, take) {
  addEventListener("message", ({ data, source }) => {
    const message = source === parent ? read(data) : null;
    if (message) take(message.event, message.data);
  });
  const post = play.post ?? ((written) => parent.postMessage(written, "*"));
  const write = play.write ?? ((message) => JSON.stringify(message));
  let id;
  return {
    setId: (given) => void (id = given),
    say(event, data) {
      const junk = play.junk?.(id) ?? [];
      for (const written of [...junk, write({ id, event, data }), ...junk]) if (written !== undefined) post(written);
    },
  };
}
