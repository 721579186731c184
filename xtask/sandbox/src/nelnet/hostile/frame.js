// The frame itself goes away, and takes what it knows along.

attacks["form-submit"] = () => {
  attempt("self", () => element("form", { action: hit("form-submit.html") }).submit());
  attempt("post", () => {
    element("iframe", { name: "hostile-target" });
    element("form", { action: hit("form-post.html"), method: "post", target: "hostile-target" }).submit();
  });
};

attacks["frame-location"] = () => (location = hit("frame-location.html"));
attacks["frame-replace"] = () => location.replace(hit("frame-replace.html"));
attacks["frame-open"] = () => open(hit("frame-open.html"), "_self");
attacks["frame-link"] = () => element("a", { href: hit("frame-link.html") }, "go").click();

attacks["meta-refresh"] = () => {
  const content = `0; url=${hit("meta-refresh.html")}`;
  document.head.append(element("meta", { "http-equiv": "refresh", content }));
};

attacks["download-link"] = () => element("a", { href: hit("download-link.html"), download: "hostile.txt" }, "go").click();

attacks["save-file"] = () => element("a", { href: blobUrl(tag), download: `hostile-${tag}.txt` }, "go").click();
