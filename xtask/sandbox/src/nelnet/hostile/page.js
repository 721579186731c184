// The page: its document, its globals, its address, and whose page it is.

attacks["page-dom"] = () => {
  const rob = (document, name) => {
    document.documentElement.dataset.hostile = tag;
    tell(`inputs-${name}`, Array.from(document.querySelectorAll("input"), (input) => input.value).join("|"));
  };
  eachWindow((window, name) => rob(window.document, name));
  attempt("frameElement", () => rob(frameElement.ownerDocument, "frameElement"));
};

attacks["page-globals"] = () => eachWindow((window) => (window.hostile = tag));

attacks["page-location"] = () => eachWindow((window, name) => tell(`location-${name}`, window.location.href));

attacks["shop-origin"] = () => {
  attempt("ancestors", () => tell("ancestors", Array.from(location.ancestorOrigins).join("|")));
  attempt("referrer", () => tell("referrer", document.referrer));
  attempt("own", () => tell("own", `${location.href} ${origin}`));
  attempt("resources", () => tell("resources", performance.getEntries().map((entry) => entry.name).join("|")));
  eachWindow((window, name) => tell(`origin-${name}`, window.origin));
};
