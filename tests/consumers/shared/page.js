// What every consumer's page does with the package, each lazy part of it once. The address names the sandbox gateways; what came of it
// stands on the page's root element.

const card = () => ({ number: "4242 4242 4242 4242", expiry: "12/40", cvv: "123" });

/** What the page has asked for so far. */
const asked = () => [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];

function input(autocomplete, value) {
  return Object.assign(document.createElement("input"), { autocomplete, value });
}

/** Once the condition holds; a change of the page may make it hold. */
function when(element, condition) {
  return new Promise((done) => {
    const look = () => condition() && (done(), true);
    const observer = new MutationObserver(() => void (look() && observer.disconnect()));
    if (!look()) observer.observe(element, { childList: true, subtree: true, characterData: true });
  });
}

/** A form of the page's own: told in German what is wrong with it, shown the brand, then filled in. */
async function attach(tokenizer) {
  const form = document.body.appendChild(document.createElement("form"));
  form.lang = "de";
  form.append(input("cc-number", "4242 4242 4242 4242"), input("cc-exp", "12/40"), input("cc-csc", ""));
  const fields = tokenizer.attach(form);
  await fields.generateToken().catch(() => {});
  await when(form, () => /Sicherheitscode/.test(form.textContent) && form.querySelector("svg"));
  form.elements[2].value = "123";
  const { id } = await fields.generateToken();
  fields.destroy();
  return { attached: id };
}

/** A frame of the gateway's. */
function mount(tokenizer) {
  const container = document.body.appendChild(document.createElement("div"));
  const fields = tokenizer.mount(container);
  return new Promise((ready, failed) => {
    fields.on("ready", () => ready({ mounted: true }));
    fields.on("error", failed);
  });
}

/** `more` are options for the tokenizers, beside the gateway's. */
export async function run({ createTokenizer, loadCore }, more = {}) {
  const { affinipay, pepper } = JSON.parse(new URLSearchParams(location.search).get("gateways"));
  const said = {};
  try {
    const tokenizer = createTokenizer({ ...affinipay, ...more });
    said.token = (await tokenizer.generateToken(card())).id;
    said.core = (await loadCore(more)).name;
    Object.assign(said, await attach(tokenizer), await mount(createTokenizer({ ...pepper, ...more })));
    said.before = asked();
    said.other = (await loadCore({ ...more, core: "js" })).name;
    said.second = (await createTokenizer({ ...affinipay, ...more, core: "js" }).generateToken(card())).id;
    said.after = asked();
  } catch (error) {
    said.error = `${error.stack} ${error.cause ?? ""}`;
  }
  document.documentElement.dataset.said = JSON.stringify(said);
}
