// Compiled, never run: what must not compile.
import "panless/element";
import { createTokenizer, generateToken, loadCore } from "panless";
import german from "panless/messages/de";
import type { Pack } from "panless/messages/de";
import { paymentspring } from "panless/compat/paymentspring";
import { Tokenizer as HostedFields } from "panless/compat/tokenizer";
import { keys, sandbox } from "panless/sandbox";

// @ts-expect-error a key is wanted
createTokenizer({});
// @ts-expect-error another gateway wants a key
createTokenizer({ gateway: "stripe" });
// @ts-expect-error a relay without an address
createTokenizer({ gateway: "ontraport", seal: { pins: ["x"] } });
// @ts-expect-error an unknown option
createTokenizer({ publicKey: "m_x", publickey: "m_x" });
// @ts-expect-error an unknown gateway
createTokenizer({ publicKey: "m_x", gateway: "acme" });
// @ts-expect-error a number is text
generateToken("m_x", { number: 4242424242424242, expiry: "12/30" });
// @ts-expect-error an unknown brand
createTokenizer({ publicKey: "m_x", acceptedBrands: ["acme"] });
// @ts-expect-error an unknown field
loadCore().then((core) => core.judge("pin", "1"));
// @ts-expect-error an unknown option
loadCore().then((core) => core.judge("number", "4", { strict: true }));
// @ts-expect-error ready is read-only
createTokenizer({ publicKey: "m_x" }).ready = Promise.resolve();
// @ts-expect-error an unknown core
loadCore({ core: "asm" });

// @ts-expect-error a pack of all pages is read-only
german.busy = "…";
// @ts-expect-error a misspelled code
const pack: Pack = { ...german, declind: "…" };
// @ts-expect-error a pack has a sentence for each category
const bare: Pack = { declined: "…" };
void [pack, bare];

const shop = createTokenizer({ publicKey: "pub_x", baseUrl: "https://gateway.example" });
const form = shop.mount("#card");

// @ts-expect-error a place is wanted
shop.mount();
// @ts-expect-error a misspelled option
shop.mount("#card", { adress: {} });
// @ts-expect-error an amount is text, in major units
shop.mount("#card", { amount: 12.5 });
// @ts-expect-error one line of an address
shop.mount("#card", { address: { line2: "Apt 2" } });
// @ts-expect-error a misspelled setting
shop.mount("#card", { settings: { payment: { showCvv: true } } });
// @ts-expect-error a misspelled section
shop.mount("#card", { settings: { biling: { show: true } } });
// @ts-expect-error a kind that ends in no token of the frame's
shop.mount("#card", { settings: { payment: { types: ["apple_pay"] } } });
// @ts-expect-error kinds are a list
shop.mount("#card", { settings: { payment: { types: "card" } } });
// @ts-expect-error a truth value is no text
shop.mount("#card", { settings: { payment: { card: { requireCVV: "yes" } } } });
// @ts-expect-error a declaration is text
shop.mount("#card", { settings: { styles: { body: { width: 7 } } } });
// @ts-expect-error an unknown event
form.on("swipe", () => undefined);
// @ts-expect-error a token is no state
form.on("token", (made) => made.busy);
// @ts-expect-error an amount is text
form.generateToken({ amount: 1 });
// @ts-expect-error a mark is true or false
form.setField("number", { error: "wrong" });
// @ts-expect-error nobody but the gateway may know the last four digits
form.generateToken().then((token) => token.last4.length);
// @ts-expect-error nobody may have said yet
form.getState().valid.valueOf();
// @ts-expect-error an unknown kind
form.getState().kind === "ach";
// @ts-expect-error there may be no answer at all
paymentspring.generateToken("test_x", {}, (reply) => reply.id);
// @ts-expect-error a class without its container
new HostedFields({ apikey: "pub_x" });

// @ts-expect-error a scenario of another gateway
sandbox.next("affinipay", "code-TKN01");
// @ts-expect-error an unknown gateway
sandbox.next("acme", "ok");
// @ts-expect-error an unknown way to number
sandbox.reset({ ids: "same" });
// @ts-expect-error the keys are read-only
keys.affinipay = "m_x";
// @ts-expect-error the sandbox is no option
createTokenizer({ publicKey: keys.affinipay, scenario: "ok" });

const made = document.createElement("panless-card");
// @ts-expect-error no such field
made.fields = ["pin"];
// @ts-expect-error the token is read-only
made.token = null;
// @ts-expect-error a language is text
made.language = 1;
// @ts-expect-error labels are the form's
made.labels = { number: "Number" };
