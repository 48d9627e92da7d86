import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Desks } from './desks.js';
import { furnishScenes, scenes } from './scenes.js';

/**
 * Takes pictures of each main screen in both languages and themes: `npm run screenshots -- [scene …] [--folder folder]
 * [--png]`, all scenes where none is named. The documentation has the best of them.
 */
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: 'docs/screenshots' },
    png: { type: 'boolean', default: false },
  },
});
const looks = [
  { language: 'id', theme: 'dark' },
  { language: 'id', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'en', theme: 'light' },
] as const;

const unknown = wanted.filter((name) => !(name in scenes));
if (unknown.length > 0) {
  process.stderr.write(`No scene ${unknown.join(', ')}. There are ${Object.keys(scenes).join(', ')}.\n`);
  process.exit(2);
}
const desks = await Desks.prepare();
try {
  await mkdir(options.folder, { recursive: true });
  await furnishScenes(desks);
  for (const [name, { size, show }] of Object.entries(scenes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const look of looks) {
      const page = await show(desks, { ...size, ...look });
      const path = join(options.folder, `console-${name}-${look.theme}-${look.language}`);
      if (options.png) await page.screenshot({ path: `${path}.png` });
      else await page.screenshot({ path: `${path}.jpg`, type: 'jpeg', quality: 74 });
      await page.context().close();
    }
  }
} finally {
  await desks.close();
}
