// Writes JSON where old libraries have given lists and objects a `toJSON` of their own.
// @ts-check

/** @param {any} value */
const isPlain = (value) => Array.isArray(value) || Object.getPrototypeOf(Object(value)) === Object.prototype;

/** @param {unknown} value */
export const jsonOf = (value) => JSON.stringify(value, /** @this {any} */ function (name, made) { return isPlain(this[name]) ? this[name] : made; });
