// Compiled, never run: what must compile.
import { createTokenizer, generateToken, isTokenizerError, loadCore } from "panless";
import type { Brand, CardInput, Code, Judgement, Token, Tokenizer, TokenizerError } from "panless";

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
