// The vendors' call names from the package: importing one sets its global and does nothing else, also on a server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { printed } from "./installed.mjs";

for (const [name, globals] of [["paymentspring", ["paymentspring", "paymentspring_ach"]], ["chargeio", ["ChargeIO"]], ["tokenizer", ["Tokenizer"]]]) {
  test(`panless/compat/${name} exports what it sets as global, and sets no more`, async () => {
    const source = `const before = Object.getOwnPropertyNames(globalThis);
const module = await import("panless/compat/${name}");
const added = Object.getOwnPropertyNames(globalThis).filter((one) => !before.includes(one)).sort();
console.log(JSON.stringify([added, Object.keys(module).sort(), added.every((one) => globalThis[one] === module[one])]));`;
    assert.deepEqual(JSON.parse(await printed(source)), [globals, globals, true]);
  });
}

test("a call without a page ends in an error", async () => {
  const source = `import { paymentspring } from "panless/compat/paymentspring";
const card = { card_number: "4111111111111111", card_exp_month: 12, card_exp_year: 2030, card_owner_name: "Grace Hopper" };
console.log(JSON.stringify(await paymentspring.generateToken("test_" + "a".repeat(58), card)));`;
  assert.deepEqual(JSON.parse(await printed(source)).errors.map(({ code }) => code), ["frame_failed"]);
});
