// Runs a JSONP reply of the sandbox Nelnet with nothing to stop it: as the page's own script, in a worker, in a frame.

const card = "card_owner_name=Grace%20Hopper&card_number=4111111111111111&card_exp_month=12&card_exp_year=2029";

/** The address of a reply; it calls `cb`. */
export const replyUrl = ({ nelnet }, scenario, tag) =>
  `${nelnet.scenario(scenario, tag)}/api/v1/tokens/jsonp?${card}&public_api_key=${nelnet.publicKey}&callback=cb`;

/** The shop's page without a policy. */
export const openUnguarded = ({ driver, sandbox }) => driver.get(`${sandbox.shop}/blank?csp=off`);

// Each answers `{called}` with the callback's argument, `{failed}` when the script could not be loaded, `{silent}` when it called nothing.
function inPage(url, done) {
  const script = document.createElement("script");
  script.src = url;
  window.cb = (called) => done({ called });
  script.onload = () => done({ silent: true });
  script.onerror = () => done({ failed: true });
  document.body.append(script);
}

function inWorker(url, done) {
  const text = `
    self.cb = (called) => postMessage({ mine: { called } });
    try { importScripts(${JSON.stringify(url)}); postMessage({ mine: { silent: true } }); }
    catch { postMessage({ mine: { failed: true } }); }`;
  const worker = new Worker(URL.createObjectURL(new Blob([text])));
  worker.onmessage = ({ data }) => data?.mine && done(data.mine);
}

// As a careless library would do it: the reply runs in the frame's window, which answers over its port in the usual way.
function inFrame(url, done) {
  const text = `<!doctype html><body><script>
    window.onmessage = ({ ports }) => {
      if (ports.length !== 1 || window.cb) return;
      const port = ports[0];
      window.cb = (called) => port.postMessage(["reply", JSON.stringify(called)]);
      const script = document.createElement("script");
      script.src = ${JSON.stringify(url)};
      document.body.append(script);
    };<\/script>`;
  const frame = document.createElement("iframe");
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done({ called: JSON.parse(data[1]) });
  window.heard = [];
  addEventListener("message", ({ data }) => window.heard.push(data));
  frame.sandbox = "allow-scripts";
  frame.srcdoc = text;
  frame.onload = () => (frame.onload = null, frame.contentWindow.postMessage("panless", "*", [port2]));
  document.body.append(frame);
}

const ways = { page: inPage, worker: inWorker, frame: inFrame };

/** Runs the reply of `scenario` and waits until it has called, failed or ended. */
export function runReply({ driver, sandbox }, way, scenario, tag) {
  const source = `const [url, done] = arguments; (${ways[way]})(url, done);`;
  return driver.executeAsyncScript(source, replyUrl(sandbox, scenario, tag));
}
