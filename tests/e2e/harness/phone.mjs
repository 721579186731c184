// Phones as Chromium plays them: the size of their screens, fingers, what they say they are. The keyboard on the screen it does not play.

import { openStage } from "./stage.mjs";

/** In CSS pixels, upright: a usual Android phone, an iPhone, and the narrowest for which a page must not scroll sideways (WCAG 2.2, 1.4.10). */
export const PHONES = {
  Android: { width: 412, height: 915, deviceScaleFactor: 2.625 },
  iPhone: { width: 390, height: 844, deviceScaleFactor: 3 },
  narrowest: { width: 320, height: 568, deviceScaleFactor: 2 },
};

/** Each of them upright and on its side. */
export const SCREENS = Object.entries(PHONES).flatMap(([name, { width, height, ...rest }]) => [
  { name: `${name}, upright`, width, height, ...rest },
  { name: `${name}, on its side`, isTurned: true, width: height, height: width, ...rest },
]);

/** A stage whose browser is a phone with Android, by what it says in its requests, too. */
export const openPhone = () => openStage("chromium", undefined, {
  phone: { deviceMetrics: { width: PHONES.Android.width, height: PHONES.Android.height, pixelRatio: 2.625, touch: true }, clientHints: { platform: "Android", mobile: true } },
});

/** Another screen, or the same one turned. */
export const hold = (driver, { width, height, deviceScaleFactor }) =>
  driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, screenWidth: width, screenHeight: height, mobile: true });

/** The text size that somebody chose in the settings, of which 16 is the usual one. */
export const setText = (driver, pixels) => driver.sendDevToolsCommand("Page.setFontSizes", { fontSizes: { standard: pixels, fixed: pixels } });
