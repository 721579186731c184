import { mount, unmount } from "svelte";
import App from "./App.svelte";
import { leavesBy } from "./said.js";

const app = mount(App, { target: document.getElementById("app") });
leavesBy(() => unmount(app));
