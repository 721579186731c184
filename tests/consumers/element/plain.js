import "panless/element";
import { baseUrl, fields, frameUrl, heard, labels, leavesBy, publicKey, sent } from "./said.js";

const app = document.getElementById("app");
app.innerHTML = `<form id="form-direct"><panless-card id="direct" public-key="${publicKey}" base-url="${baseUrl}">
  <input id="number" data-panless="number" aria-label="Number"> <input id="expiry" data-panless="expiry" aria-label="Expiry"> <input id="cvv" data-panless="cvv" aria-label="Code">
</panless-card><button id="pay-direct">Pay</button></form>
<form id="form-framed"><panless-card id="framed" public-key="${publicKey}" base-url="${baseUrl}" frame-url="${frameUrl}" fields="${fields.join(" ")}"></panless-card>
<button id="pay-framed">Pay</button></form>`;
document.getElementById("framed").fieldLabels = labels;
for (const name of ["panless:ready", "panless:token"]) app.addEventListener(name, heard);
app.addEventListener("submit", sent);
leavesBy(() => app.replaceChildren());
