import "panless/element";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { baseUrl, fields, frameUrl, heard, labels, leavesBy, publicKey, sent } from "./said.js";

// A name with a colon is no attribute in JSX.
const events = { "onpanless:ready": heard, "onpanless:token": heard };

function App() {
  const [times, draw] = useState(0);
  const common = { publicKey, baseUrl, ...events };
  return (
    <>
      <form id="form-direct" onSubmit={sent}>
        <panless-card id="direct" {...common}>
          {["number", "expiry", "cvv"].map((name) => <input key={name} id={name} data-panless={name} aria-label={name} />)}
        </panless-card>
        <button id="pay-direct">Pay</button>
      </form>
      <form id="form-framed" onSubmit={sent}>
        {/* Made anew each time that it is drawn, as people write it. */}
        <panless-card id="framed" {...common} frame-url={frameUrl} fields={[...fields]} fieldLabels={{ ...labels }} />
        <button id="pay-framed">Pay</button>
      </form>
      <button id="again" onClick={() => draw(times + 1)}>{times}</button>
    </>
  );
}

const root = createRoot(document.getElementById("app"));
root.render(<StrictMode><App /></StrictMode>);
leavesBy(() => root.unmount());
