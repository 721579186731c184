import { createTokenizer, loadCore } from "panless";
import { run } from "./page.js";

run({ createTokenizer, loadCore });
