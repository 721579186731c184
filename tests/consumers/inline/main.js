import { createTokenizer, loadCore } from "panless/inline";
import { run } from "./page.js";

run({ createTokenizer, loadCore });
