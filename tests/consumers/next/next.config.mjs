import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

// Next itself is installed above this project.
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export default { turbopack: { root }, outputFileTracingRoot: root, poweredByHeader: false };
