// What outlives the page: cookies, stores, workers that others share. The mark is the name `hostile`.

attacks["cookies"] = () => {
  attempt("write", () => (document.cookie = `hostile=${tag}; path=/`));
  attempt("store", () => cookieStore.set("hostile", tag));
  attempt("read", () => tell("cookies", document.cookie));
};

attacks["local-storage"] = () => {
  attempt("local", () => localStorage.setItem("hostile", tag));
  attempt("session", () => sessionStorage.setItem("hostile", tag));
  attempt("read", () => tell("local", JSON.stringify(localStorage)));
};

attacks["indexed-db"] = () => {
  attempt("open", () => {
    const opening = indexedDB.open("hostile");
    opening.onupgradeneeded = () => opening.result.createObjectStore(tag);
  });
  attempt("list", () => indexedDB.databases().then((all) => tell("databases", all.map(({ name }) => name).join("|"))));
};

attacks["opfs"] = () =>
  navigator.storage
    .getDirectory()
    .then((folder) => folder.getFileHandle("hostile", { create: true }))
    .then(() => tell("opfs", "written"));

attacks["cache-storage"] = () =>
  caches
    .open("hostile")
    .then((cache) => cache.put(new Request("https://hostile.invalid/"), new Response(tag)))
    .then(() => tell("cache", "written"));

attacks["service-worker"] = () => {
  // A script of the shop's own will do: what counts is whether a registration is allowed at all.
  const script = `${location.origin}/panless/latest/panless.js`;
  return navigator.serviceWorker
    .register(script, { scope: `${location.origin}/panless/latest/` })
    .then(() => tell("service-worker", "registered"));
};

attacks["shared-worker"] = () => new SharedWorker(blobUrl(`fetch("${hit("shared-worker")}", { mode: "no-cors" })`));

attacks["locks"] = () => {
  attempt("hold", () => navigator.locks.request("hostile", () => new Promise(() => {})));
  attempt("list", () => navigator.locks.query().then((locks) => tell("locks", JSON.stringify(locks))));
};

attacks["broadcast"] = () => {
  const channel = new BroadcastChannel("hostile");
  channel.postMessage(tag);
  channel.onmessage = ({ data }) => tell("broadcast", String(data));
};
