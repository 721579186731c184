import type { TokenizerOptions } from "../types.js";

/** How a submission ended. */
export type TokenizerSubmission =
  | { status: "success"; token: string; [other: string]: unknown }
  | { status: "validation"; invalid: string[] }
  | { status: "error"; msg: string; message: string; code: string };

export interface TokenizerAddress {
  address?: string;
  city?: string;
  state?: string;
  zip?: string;
  country?: string;
}

export interface TokenizerInfo {
  /** The public key: `pub_…`. */
  apikey: string;
  container: string | Element;
  /** The gateway's base URL. Default: `Tokenizer.options.baseUrl`. */
  url?: string;
  /** In major units. */
  amount?: string | number;
  settings?: Record<string, any>;
  submission?: (said: TokenizerSubmission) => void;
  onLoad?: () => void;
  onPaymentChange?: (type: string) => void;
  validCard?: (card: { isValid: boolean; bin: Record<string, any> }) => void;
  achOnChange?: (data: any) => void;
  magStripeSwipe?: (data: any) => void;
}

export class Tokenizer {
  /** Options of every instance, as `createTokenizer` takes them. */
  static options: Partial<TokenizerOptions>;
  constructor(info: TokenizerInfo);
  /** The frame's own id; empty until it has spoken. */
  id: string;
  apikey: string;
  url: string;
  amount?: string | number;
  container: string | Element;
  /** A copy, without what panless's frame does not take. */
  settings: Record<string, any>;
  readonly iframe: HTMLIFrameElement | null;
  /** The promise has what `submission` gets, and never rejects. A second call while one runs is that one. */
  submit(amount?: string | number): Promise<TokenizerSubmission>;
  setExpDate(value: string): Promise<unknown>;
  setError(field: string): Promise<unknown>;
  setBilling(address: TokenizerAddress): Promise<unknown>;
  setShipping(address: TokenizerAddress): Promise<unknown>;
  postMessage(message: unknown): void;
  isSurchargeable(state: string, bin: { card_type?: string }): boolean;
  create(): void;
  /** Takes the frame and every listener away. */
  destroy(): void;
}
