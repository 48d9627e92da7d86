import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeServiceWorker } from '../../apps/console/build/service-worker.js';

const worker = 'apps/console/worker/service-worker.js';

/** The built server and console in a folder of their own, where the console can be replaced by another version. */
export class Release {
  private constructor(readonly folder: string) {}

  static async copy(): Promise<Release> {
    const folder = await mkdtemp(join(tmpdir(), 'layad-release-'));
    await cp('dist', join(folder, 'dist'), { recursive: true });
    await cp('package.json', join(folder, 'package.json'));
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    return new Release(folder);
  }

  /** What Node is started with. */
  get entry(): string {
    return join(this.folder, 'dist/apps/server/src/main.js');
  }

  /**
   * Puts another version of the console in the place of the present one: every file in `assets` has another name and
   * the files before are gone, as after a build in which everything changed. The page says which version it is.
   */
  async replaceConsole(version: string): Promise<void> {
    const console = join(this.folder, 'dist/apps/console');
    const names = await readdir(join(console, 'assets'));
    const compressed = names.filter((name) => /\.(br|gz)$/.test(name));
    await Promise.all(compressed.map((name) => rm(join(console, 'assets', name))));
    for (const name of ['index.html.br', 'index.html.gz', 'service-worker.js.br', 'service-worker.js.gz']) {
      await rm(join(console, name), { force: true });
    }
    const files = names.filter((name) => !compressed.includes(name));
    const newNames = new Map(files.map((name) => [name, renamed(name, version)]));
    const withNewNames = (text: string): string =>
      [...newNames].reduce((present, [before, after]) => present.replaceAll(before, after), text);
    for (const [before, after] of newNames) {
      const path = join(console, 'assets', before);
      if (/\.(js|css)$/.test(before)) {
        await writeFile(path, withNewNames(await readFile(path, 'utf8')));
      }
      await rename(path, join(console, 'assets', after));
    }
    const page = join(console, 'index.html');
    const html = withNewNames(await readFile(page, 'utf8'));
    await writeFile(
      page,
      html.replace(/<html([^>]*?)( data-version="\w+")?>/, `<html$1 data-version="${version}">`),
    );
    await writeServiceWorker(worker, console);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** `board-1a2b3c4d.js` with another hash of the same length. */
function renamed(name: string, version: string): string {
  const hash = createHash('sha256')
    .update(name + version)
    .digest('hex')
    .slice(0, 8);
  return name.replace(/-[\w-]{8}(\.\w+)$/, `-${hash}$1`);
}
