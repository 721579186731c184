import type {
  CardCore,
  BrandOptions,
  CoreOptions,
  GenerateOptions,
  PaymentInput,
  Token,
  TokenCallback,
  Tokenizer,
  TokenizerError,
  SealedTokenizerOptions,
  TokenizerOptions,
} from "./types.js";

export * from "./types.js";
export * from "./forms.js";

/**
 * Makes a tokenizer. Loads nothing and touches no page: it works on a server, too.
 * @throws {TokenizerError} `option_unknown`, `option_invalid`, `base_url_invalid`, or `key_invalid` for a key that is no text; a bad key shows on `ready` and on the first call.
 */
export function createTokenizer(options: TokenizerOptions | SealedTokenizerOptions): Tokenizer;

/** The one-call form. With a callback the rejection counts as handled. */
export function generateToken(
  publicKey: string,
  payment: PaymentInput,
  callbackOrOptions?: TokenCallback | GenerateOptions,
): Promise<Token>;

/** Loads the card logic by itself. */
export function loadCore(options?: CoreOptions & BrandOptions): Promise<CardCore>;

/** Whether a caught value is an error of panless. */
export function isTokenizerError(value: unknown): value is TokenizerError;
