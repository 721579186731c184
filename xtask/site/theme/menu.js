// The menu is open where there is room for it. Enter in the search field goes to the results, which come by themselves.
const menu = document.getElementById("menu");
const wide = matchMedia("(min-width: 60rem)");
const show = () => (menu.open = wide.matches);
wide.addEventListener("change", show);
show();
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("#mkdocs-search-results a")?.focus();
});
