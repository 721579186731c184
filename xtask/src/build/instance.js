// The beginning of the glue as a function, see glue.rs.
export default function (trapped) {
let wasm, dead = false;
const die = () => {
    if (dead) return;
    dead = true;
    // What the customer typed may still stand there.
    new Uint8Array(wasm.memory.buffer).fill(0);
    trapped();
};
const outside = (call) => (...given) => {
    try {
        if (!dead) return call(...given);
    } catch {
        die();
    }
    throw new Error("trapped");
};
const inside = (call) => (...given) => {
    if (!dead) try {
        return call(...given);
    } catch {
        die();
    }
};
const destroyClosure = inside((a, b) => wasm.__wbindgen_destroy_closure(a, b));
