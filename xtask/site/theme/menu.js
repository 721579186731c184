// The menu is open where there is room for it. The search and its index are loaded when somebody goes into the field.
const menu = document.getElementById("menu");
const wide = matchMedia("(min-width: 60rem)");
const show = () => (menu.open = wide.matches);
wide.addEventListener("change", show);
show();

const search = document.getElementById("search");
const query = document.getElementById("mkdocs-search-query");
search.hidden = false;
query.addEventListener("focus", load, { once: true });
search.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("#mkdocs-search-results a")?.focus();
});

function load() {
  const script = Object.assign(document.createElement("script"), { src: `${base_url}/search/main.js` });
  // What was typed before the index came is looked up then.
  script.onload = () => searchWorker.addEventListener("message", ({ data }) => data.allowSearch && query.value && query.dispatchEvent(new Event("keyup")));
  document.head.append(script);
}
