import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/**
 * The room as JavaScript, for a test that needs a process of its own to kill: a plain `node`
 * reads no TypeScript. It lies under node_modules so that imports of packages are found.
 */
export async function compiledRoom(): Promise<string> {
  const source = dirname(fileURLToPath(import.meta.url));
  const target = join(process.cwd(), 'node_modules', '.cache', 'layad-database-room', String(process.pid));
  for (const entry of await readdir(source, { recursive: true })) {
    const path = join(target, entry);
    await mkdir(dirname(path), { recursive: true });
    if (entry.endsWith('.js')) await copyFile(join(source, entry), path);
    if (!entry.endsWith('.ts') || /\.(spec|d)\.ts$/.test(entry)) continue;
    const { code } = await transform(await readFile(join(source, entry), 'utf8'), {
      swcrc: false,
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        keepClassNames: true,
      },
      module: { type: 'es6' },
    });
    await writeFile(path.replace(/\.ts$/, '.js'), code);
  }
  await writeFile(join(target, 'package.json'), '{"type":"module"}');
  return target;
}
