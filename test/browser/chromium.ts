import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Debian's Chromium. */
export const chromiumPath = '/usr/bin/chromium';

const switches = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Draws the map without a graphics card; the page itself is drawn as always where there is none.
  '--enable-unsafe-swiftshader',
];

export const chromiumIsThere = (): boolean => existsSync(chromiumPath);

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath, args: switches });
