import type { Category, Code } from "./types.js";

/** Words of a pack that are no codes. */
export type PackWord = "same_digits" | "busy" | "count";

/**
 * What a customer reads, in one language. The sentence for an error is `pack[code] ?? pack[category]`.
 *
 * In `brand_not_accepted` replace `{brand}` by the brand's name, in `count` replace `{count}` by a number.
 */
export type Pack = Readonly<Record<Exclude<Category, "customer"> | PackWord, string> & Partial<Record<Code | Category, string>>>;

declare const pack: Pack;
export default pack;
