/** Unit, integration and journey tests, compiled by SWC from the same settings as the build. */
export default {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#testing$': '<rootDir>/libs/platform/src/testing/index.ts',
    '^#lib/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    // Not `metadata.json.js` of a package: without its ending that would be the JSON beside it.
    '^(\\.{1,2}/.*(?<!\\.json))\\.js$': '$1',
  },
  testMatch: ['<rootDir>/{apps/server,apps/console/src,libs,test}/**/*.spec.ts'],
  testTimeout: 180_000,
  // Modules and engines of earlier files stay in a worker's memory and slow it down: it begins anew beyond this.
  workerIdleMemoryLimit: '1GB',
};
