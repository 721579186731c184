// Pictures of pages, for a person to look at. None is taken unless PANLESS_SHOTS names a folder.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = process.env.PANLESS_SHOTS;

/** Takes a picture of the whole page. */
export async function shot(driver, name) {
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const { data } = await driver.sendAndGetDevToolsCommand("Page.captureScreenshot", { captureBeyondViewport: true });
  await writeFile(join(folder, `${name}.png`), data, "base64");
}
