// The same interface as that of panless itself: a test changes one import.
export * from "./index.js";

/**
 * The keys that are taken. Any other key that could be a real shop's is refused: {@link createTokenizer} throws, and a call by
 * {@link generateToken} rejects with `key_rejected`. Of Nelnet every `test_` key is taken, of Stripe every `pk_test_` key.
 */
export const keys: Readonly<{ affinipay: string; nelnet: string; pepper: string; stripe: string }>;

/** What can be asked for, by gateway. `ok` is what comes unasked. */
export interface Scenarios {
  /** `code-…`: the gateway's own error of that code, with its status. */
  affinipay:
    | "ok"
    | "info-message"
    | "missing-created"
    | "error-card"
    | "error-many"
    | "bad-gateway"
    | "rate-limited"
    | "html"
    | "cut-json"
    | "empty"
    | "no-id"
    | "large"
    | "redirect"
    | "no-cors"
    | "hang"
    | "reset"
    | "offline"
    | "code-not_authorized"
    | "code-resource_not_found"
    | "code-version_conflict"
    | "code-merchant_not_active"
    | "code-unavailable_for_merchant_mode"
    | "code-unavailable_for_merchant_policy"
    | "code-card_number_invalid"
    | "code-card_number_incorrect"
    | "code-card_expired"
    | "code-card_cvv_incorrect"
    | "code-card_type_not_accepted"
    | "code-card_declined"
    | "code-ach_declined"
    | "code-server_error"
    | "code-card_processor_not_available";
  nelnet:
    | "ok"
    | "bins"
    | "error-many"
    | "error-unknown"
    | "html-page"
    | "status-500"
    | "empty"
    | "no-id"
    | "large"
    | "hang"
    | "reset"
    | "offline"
    | "code-11102"
    | "code-11110"
    | "code-11111"
    | "code-11112"
    | "code-11301"
    | "code-11302"
    | "code-11303"
    | "code-11305"
    | "code-11306"
    | "code-234722"
    | "code-TKN01";
  /** `hang`: the frame does not come; `no-answer`: it says nothing to a submit; `leaves`: it goes away; `validation-…`: it calls these fields wrong. */
  pepper:
    | "ok"
    | "error-msg"
    | "error-empty"
    | "no-token"
    | "no-answer"
    | "hang"
    | "leaves"
    | "validation-cc"
    | "validation-exp"
    | "validation-cvv"
    | "validation-cc-exp-cvv"
    | "validation-routing"
    | "validation-account"
    | "validation-account-routing";
  /** `code-…`: the gateway's own error of that code, with its status. */
  stripe:
    | "ok"
    | "not-enabled"
    | "bad-gateway"
    | "rate-limited"
    | "html"
    | "cut-json"
    | "empty"
    | "no-id"
    | "large"
    | "redirect"
    | "no-cors"
    | "hang"
    | "reset"
    | "offline"
    | "code-routing_number_invalid"
    | "code-account_number_invalid"
    | "code-testmode_charges_only"
    | "code-invalid_number"
    | "code-incorrect_number"
    | "code-invalid_expiry_month"
    | "code-invalid_expiry_year"
    | "code-expired_card"
    | "code-invalid_cvc"
    | "code-incorrect_zip"
    | "code-card_declined"
    | "code-processing_error"
    | "code-api_key_expired"
    | "code-rate_limit";
}

/** What a test steers. It holds for all tokenizers of the page or process. */
export const sandbox: {
  /**
   * Answers the next call to this gateway so; what is asked for first comes first, and then `ok` again.
   * @param times for how many calls: a whole number, or `Infinity` until {@link sandbox.reset}
   * @throws {TypeError} for a name that is none, with those that there are
   */
  next<Gateway extends keyof Scenarios>(gateway: Gateway, scenario: Scenarios[Gateway], times?: number): void;
  /** Forgets what was asked for. With `ids: "counted"` the ids of tokens are the same in every run. Default: `random`. */
  reset(options?: { ids?: "random" | "counted" }): void;
  /** All names, for a test that goes through them. */
  readonly scenarios: { readonly [Gateway in keyof Scenarios]: readonly Scenarios[Gateway][] };
};
