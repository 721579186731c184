import { createTokenizer, loadCore } from "./node_modules/panless/index.js";
import { run } from "./page.js";

run({ createTokenizer, loadCore });
