// Away from the checkout page: the top window, new windows, dialogs, the way back.

attacks["top-location"] = () => {
  attempt("top", () => (top.location = hit("top-location.html")));
  attempt("parent", () => (parent.location.href = hit("top-location.html")));
};

attacks["top-link"] = () => element("a", { href: hit("top-link.html"), target: "_top" }, "go").click();

attacks["top-form"] = () => element("form", { action: hit("top-form.html"), method: "post", target: "_top" }).submit();

attacks["top-open"] = () => open(hit("top-open.html"), "_top");

attacks["popup"] = () => {
  attempt("open", () => open(hit("popup.html")));
  attempt("link", () => element("a", { href: hit("popup-link.html"), target: "_blank" }, "go").click());
};

attacks["dialogs"] = () => {
  attempt("alert", () => alert(`hostile ${tag}`));
  attempt("confirm", () => tell("confirm", String(confirm(`hostile ${tag}`))));
  attempt("prompt", () => tell("prompt", String(prompt(`hostile ${tag}`))));
  attempt("print", () => print());
};

attacks["fullscreen"] = () => document.documentElement.requestFullscreen().then(() => tell("fullscreen", "given"));

attacks["history-back"] = () => {
  attempt("self", () => history.back());
  attempt("parent", () => parent.history.back());
  attempt("top", () => top.history.go(-1));
  attempt("navigation", () => navigation.back().finished.catch(() => {}));
};

attacks["history-entries"] = () => {
  for (const step of [1, 2, 3]) {
    attempt(`push-${step}`, () => history.pushState({ hostile: tag }, "", `#hostile-push-${step}`));
    attempt(`hash-${step}`, () => (location.hash = `hostile-hash-${step}`));
  }
};
