// The script of the frame inside jsonp.html in which the reply runs where no worker starts. It has a window: SECURITY.md says what that costs.
// @ts-check

import { expectReply } from "./jsonp.reply.js";

addEventListener("message", function take({ source, data: [name, url], ports: [port] }) {
  if (source !== parent || !port) return;
  removeEventListener("message", take);
  const fail = expectReply(name, port.postMessage.bind(port));
  const script = document.createElement("script");
  script.referrerPolicy = "no-referrer";
  script.onload = () => fail("silent");
  script.onerror = () => fail("load");
  script.src = url;
  document.head.append(script);
});
