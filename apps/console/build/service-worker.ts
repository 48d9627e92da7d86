import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What the build leaves beside the console's files and no page asks for. */
const notAsked = /^\.vite\b|^service-worker\.js$|\.(br|gz)$/;

/** Puts the service worker beside the console's files, with the address and the digest of each of them written in. */
export function serviceWorker(source: string): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    // After the files are written: only then are their bytes the ones that a browser gets.
    async closeBundle() {
      await writeServiceWorker(source, this.environment.config.build.outDir);
    },
  };
}

export async function writeServiceWorker(source: string, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length).replace(/^\//, ''))
    .filter((name) => !notAsked.test(name))
    .sort();
  const files = Object.fromEntries(
    await Promise.all(
      names.map(async (name) => {
        const digest = createHash('sha384').update(await readFile(join(folder, name)));
        return [`/${name}`, `sha384-${digest.digest('base64')}`] as const;
      }),
    ),
  );
  const written = JSON.stringify(files);
  const version = createHash('sha256').update(written).digest('hex').slice(0, 16);
  const constants = `const filesOfTheBuild = ${written};\nconst versionOfTheBuild = '${version}';\n`;
  await writeFile(join(folder, 'service-worker.js'), constants + (await readFile(source, 'utf8')));
}
