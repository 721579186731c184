/** The core in JavaScript: makes an instance. For `setup` of `panless/slim`. */
declare const make: () => unknown;
export default make;
