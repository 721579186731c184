import { createApp } from "vue";
import App from "./App.vue";
import { leavesBy } from "./said.js";

const app = createApp(App);
app.mount("#app");
leavesBy(() => app.unmount());
