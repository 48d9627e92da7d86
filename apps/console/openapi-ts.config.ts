import { defineConfig } from '@hey-api/openapi-ts';

/** The API client is made from the server's own description: what the server does not offer does not compile. */
export default defineConfig({
  input: 'docs/api/openapi.json',
  output: { path: 'apps/console/src/api/generated', clean: true },
  logs: { level: 'warn' },
  plugins: [
    { name: '@hey-api/client-fetch', baseUrl: '' },
    { name: '@hey-api/typescript', enums: false },
    { name: '@hey-api/sdk', operations: { strategy: 'flat' } },
  ],
});
