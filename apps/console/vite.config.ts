import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressedFiles } from './build/compressed-files.js';
import { serviceWorker } from './build/service-worker.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const server = process.env['LAYAD_SERVER'] ?? 'http://127.0.0.1:3119';

/** Libraries that only declare: what is not imported from them is left out, and with it the server's validators. */
const declaringOnly = /\/libs\/(contract|kernel)\/src\//;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    serviceWorker(fileURLToPath(new URL('worker/service-worker.js', import.meta.url))),
    compressedFiles(),
  ],
  resolve: {
    alias: [{ find: /^#lib\/(.*)$/, replacement: `${repository}libs/$1/src/index.ts` }],
  },
  build: {
    outDir: `${repository}dist/apps/console`,
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // The map is loaded after the board and is large by nature; the first view is measured by its own test.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id: string) => !declaringOnly.test(id) },
    },
  },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});
