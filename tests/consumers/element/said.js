// What the test reads of every page: events that its framework told, and the forms that it would have sent.

export const { publicKey, baseUrl, frameUrl } = JSON.parse(new URLSearchParams(location.search).get("options"));
export const fields = ["number", "expiry", "cvv"];
export const labels = { number: "Long number" };
export const modes = ["direct", "framed"];

window.said = [];
/** An event of an element. */
export const heard = (event) => void said.push([event.type, event.target.id]);
/** A form with its token. */
export const sent = (event) => {
  event.preventDefault();
  said.push(["sent", event.target.id, new FormData(event.target).get("payment_token")]);
};
/** How the page takes everything away. */
export const leavesBy = (unmount) => void (window.leave = unmount);
