// @ts-check

/**
 * An unknown name, if it cannot be something that a customer typed; else nothing.
 * @param {string} name
 */
export const nameable = (name) => (/^[A-Za-z][A-Za-z_.-]{0,39}$/.test(name) ? name : "");
