// Compiled, never run: what must compile.
import { defineCard } from "panless/element";
import type { PanlessCard } from "panless/element";
import { createTokenizer, generateToken, isTokenizerError, loadCore } from "panless";
import type { Brand, CardInput, Code, FormState, Judgement, MountOptions, PaymentForm, PepperSettings } from "panless";
import type { Token, Tokenizer, TokenizerError } from "panless";
import german from "panless/messages/de";
import type { Pack } from "panless/messages/de";
import { ChargeIO } from "panless/compat/chargeio";
import { paymentspring, paymentspring_ach } from "panless/compat/paymentspring";
import { Tokenizer as HostedFields } from "panless/compat/tokenizer";
import { createTokenizer as createSandboxed, isTokenizerError as isOurs, keys, sandbox } from "panless/sandbox";
import type { Scenarios, Token as SandboxToken } from "panless/sandbox";

const tokenizer: Tokenizer = createTokenizer({ publicKey: "m_x", timeout: 5000, acceptedBrands: ["visa"], brands: { off: ["uatp"] } });
const card: CardInput = { number: "4242424242424242", expMonth: 12, expYear: "30", address: { country: "US" } };

export async function calls(): Promise<void> {
  await tokenizer.ready;
  const token: Token = await tokenizer.generateToken(card, { signal: new AbortController().signal });
  const brand: Brand | null = token.brand;
  await tokenizer.generateToken({ routingNumber: "000000013", accountNumber: "1234567890", accountType: "checking" });
  await tokenizer.generateToken({ type: "card", number: "4242424242424242", exp_month: 12, exp_year: 2030 });
  await generateToken("m_x", card);
  await generateToken("m_x", card, (error, made) => error?.code ?? made?.id);
  await generateToken("m_x", card, { callback: (error: TokenizerError | null) => error, encoding: "json" });
  const sealing = createTokenizer({ gateway: "chargezoom", seal: { audience: "https://relay.example", pins: ["x"], shape: "chargezoom.pay.card.v1", serverTime: new Date() } });
  await sealing.refreshKeys();
  await sealing.redirect("https://payby.cc/x");
  const { valid, issues } = tokenizer.validate(card);
  const codes: Code[] = issues.map((issue) => issue.code);
  tokenizer.destroy();
  void [brand, valid, codes];
}

export async function judging(): Promise<Judgement> {
  const core = await loadCore({ core: "wasm", assets: new URL("https://shop.example/panless/") });
  const edited = core.edit("number", { value: "4242", start: 4, end: 4 }, { type: "insert", text: "4" });
  const name: "wasm" | "js" = (await loadCore({ core: "js" })).name;
  void [name, core.brands("4"), core.format("expiry", "1230"), core.luhn("42"), core.name, edited.value];
  return core.judge("expiry", "12/30", { today: "2026-11-21" });
}

export function guarding(error: unknown): string {
  return isTokenizerError(error) ? `${error.category} ${error.outcome}` : "not ours";
}

export async function mounting(element: HTMLElement): Promise<void> {
  const shop = createTokenizer({ publicKey: "pub_x", gateway: "pepper", baseUrl: "https://gateway.example" });
  const bare: PaymentForm = shop.mount("#card");
  const settings: PepperSettings = {
    payment: { types: ["card", "ach"], card: { requireCVV: true, billing_required: { zip: true } }, ach: { secCodeList: ["web"] } },
    styles: { body: { color: "#222" }, "@media print": { input: { color: "black" } } },
    paay: { rejectChallenges: ["Y"] },
  };
  const options: MountOptions = { title: "Card", amount: "12.50", expiry: "12/40", address: { line1: "1 Main St", country: "USA" }, settings };
  const form = shop.mount(element, { ...options, shippingAddress: { city: null } });
  const token: Token = await form.generateToken({ amount: "1.00", timeout: 60_000, signal: new AbortController().signal });
  const last4: string = token.last4 ?? "";
  const state: FormState = form.getState();
  const { valid, kind, fields }: { valid: boolean | null; kind: "card" | "bank" | null; fields: FormState["fields"] } = state;
  const code: Code | null | undefined = fields.number?.code;
  await form.setField("expiry", { value: "12/40" });
  await form.setField("address", { value: { postalCode: "78701" }, error: true });
  const onChange = ({ busy }: FormState) => busy;
  form.on("change", onChange);
  form.on("token", (made) => made.last4?.length);
  form.on("error", (error) => error.code === "frame_blocked");
  form.on("ready", () => form.focus());
  form.off("change", onChange);
  form.clear();
  form.destroy();
  await bare.generateToken();
  void [last4, valid, kind, code];
}

export function saying(error: TokenizerError): string {
  const pack: Pack = { ...german, declined: "Bitte versuchen Sie es mit einer anderen Karte." };
  const count: string = pack.count.replace("{count}", "2");
  return `${pack[error.code] ?? pack[error.category] ?? error.message} ${count} ${pack.same_digits}`;
}

export async function oldCalls(form: HTMLFormElement): Promise<void> {
  const reply = await paymentspring.generateToken("test_x", { card_number: "4111111111111111" }, (said) => said?.errors?.[0].code);
  paymentspring.generateToken("test_x", "4111111111111111", "999", "Grace Hopper", 12, "2030", (said) => (said?.errors ? null : said?.id));
  paymentspring_ach.generateTokenACH("test_x", "123456789", "021000021", "Grace", "Hopper");
  const good: boolean = paymentspring.validateCardExpDate(12, "2030");
  paymentspring.options.timeout = 5000;
  ChargeIO.init({ public_key: "m_x" });
  ChargeIO.create_token(ChargeIO.payment_params(form), (token) => token.id, ({ error }) => error.message);
  ChargeIO.on("form", "token", (event, token) => [event.type, token.id]);
  const fields = new HostedFields({ apikey: "pub_x", container: form, submission: (said) => (said.status === "success" ? said.token : said.status) });
  const said = await fields.submit("1.00");
  fields.destroy();
  void [reply?.id, good, said];
}

export async function inTests(): Promise<SandboxToken> {
  const scenario: Scenarios["affinipay"] = "code-card_declined";
  sandbox.next("affinipay", scenario, 2);
  sandbox.next("nelnet", "code-TKN01", Infinity);
  sandbox.next("pepper", "validation-cc");
  for (const name of sandbox.scenarios.nelnet) sandbox.next("nelnet", name);
  sandbox.reset({ ids: "counted" });
  sandbox.reset();
  const same: typeof createTokenizer = createSandboxed;
  void [same, isOurs, keys.pepper.length];
  return createSandboxed({ publicKey: keys.affinipay }).generateToken(card);
}

export async function element(): Promise<void> {
  defineCard("shop-card");
  const made: PanlessCard = document.createElement("panless-card");
  Object.assign(made, { name: "token", disabled: true });
  made.publicKey = "m_x";
  made.frameUrl = "https://fields.example/frame.html";
  made.fields = ["number", "cvv"];
  made.styles = { "input:focus": { "border-color": "#00f" } };
  made.fieldLabels = { number: "Number" };
  made.messages = { declined: "No." };
  made.timeout = null;
  made.acceptedBrands = null;
  made.addEventListener("panless:token", ({ detail }) => detail.last4);
  made.addEventListener("panless:error", ({ detail: { code } }) => code === "frame_version");
  made.addEventListener("click", () => {});
  const token: Token = await made.generateToken({ timeout: 1000 });
  const { valid } = made.state;
  const { customError } = made.validity;
  const found: PanlessCard | null = document.querySelector("panless-card");
  made.focus("number");
  made.focus({ preventScroll: true });
  if (made.reportValidity()) made.clear();
  void [token, valid, customError, found, made.token?.id, made.form?.id, made.labels.length];
}
