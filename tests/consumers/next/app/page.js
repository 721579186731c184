import { createTokenizer, loadCore } from "panless";
import { Checkout } from "./checkout";

export const dynamic = "force-dynamic";

// On the server: imported, and the card logic at work.
export default async function Page() {
  createTokenizer({ publicKey: "m_cSiyNUh9RBWHfdbFRFGrkA" }).destroy();
  const core = await loadCore();
  return <main data-server={core.judge("number", "4242 4242 4242 4242").status}><Checkout /></main>;
}
