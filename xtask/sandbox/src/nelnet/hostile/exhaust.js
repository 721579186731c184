// The machine: time and memory. Bounded, because it is also the machine that the tests run on.

attacks["busy"] = () => {
  for (const end = Date.now() + 6000; Date.now() < end; );
};

attacks["memory"] = () => {
  const kept = [];
  // Filled, as untouched pages cost nothing.
  for (let megabytes = 0; megabytes < 512; megabytes += 16) kept.push(new Uint8Array(16 * 1024 * 1024).fill(1));
  found.megabytes = kept.length * 16;
};

attacks["workers"] = () => {
  const text = "for (const end = Date.now() + 6000; Date.now() < end; );";
  for (let count = 0; count < 4; count++) attempt(`worker-${count}`, () => new Worker(blobUrl(text)));
};

attacks["stay"] = () => {
  // Whoever waits for the script's load event instead of a call hears nothing until then.
  stay = 3000;
  const hush = (event) => event.stopImmediatePropagation();
  for (const name of ["load", "error"]) attempt(name, () => addEventListener(name, hush, true));
  setInterval(() => fetch(hit("stay"), { mode: "no-cors" }), 100);
};

attacks["timers"] = () => {
  // Goes on after the reply for as long as the frame lives.
  setInterval(() => { for (const end = Date.now() + 50; Date.now() < end; ); }, 1);
};
