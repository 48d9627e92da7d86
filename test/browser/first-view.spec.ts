import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const built = 'dist/apps/console';
const manifestPath = `${built}/.vite/manifest.json`;
/** What an operator on a slow line waits for before the board is there, bytes of script after compression. */
const mostBytes = 300 * 1_024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly isEntry?: boolean;
}

const describeBuilt = existsSync(manifestPath) ? describe : describe.skip;
if (!existsSync(manifestPath)) {
  process.stdout.write('skipped: the first view (the console is not built: npm run build)\n');
}

describeBuilt('the first view', () => {
  const manifest = existsSync(manifestPath)
    ? (JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, Chunk>)
    : {};
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry);

  const withImports = (chunk: Chunk): Chunk[] => [
    chunk,
    ...(chunk.imports ?? []).flatMap((name) => (manifest[name] ? withImports(manifest[name]) : [])),
  ];
  const scripts = entry ? [...new Set(withImports(entry).map(({ file }) => file))] : [];
  const source = (file: string): string => readFileSync(`${built}/${file}`, 'utf8');

  it('needs at most 300 kB of compressed script before the map', () => {
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = scripts.reduce((sum, file) => sum + gzipSync(source(file)).length, 0);
    process.stdout.write(`first view: ${(bytes / 1_024).toFixed(0)} kB of compressed script\n`);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  });

  it('carries neither the map nor the server’s validators', () => {
    for (const file of scripts) expect(source(file)).not.toMatch(/ZodError|maplibregl-canvas/);
  });
});
