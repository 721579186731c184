// The form of the Pepper page: the fields are the gateway's own, in a frame.
// @ts-check

// @ts-ignore: it is built.
import { createTokenizer } from "/npm/index.js";
import { looks } from "./looks.js";
import { form, payBy } from "./mounted.js";

const { publicKey, baseUrl, core, title } = form.dataset;

const settings = { payment: { types: ["card", "ach"], showTitle: false, card: { requireCVV: true } }, styles: looks() };
payBy(createTokenizer({ publicKey, baseUrl, core }).mount("#hosted", { title, settings }), { call: { amount: "13.00" } });
