import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";

// One project with a page for each framework, so that what they have in common is read once.
const pages = ["plain", "react", "vue", "svelte", "angular"];

export default {
  // As while somebody writes a page: React's strict mode mounts twice then, and frameworks say what they do not like.
  define: { "process.env.NODE_ENV": '"development"' },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (name) => name === "panless-card" } } }), svelte()],
  build: { rollupOptions: { input: Object.fromEntries(pages.map((name) => [name, `${name}.html`])) } },
};
