/**
 * Who may import whom. Downward only; through a lib's index only; no circles.
 * The order is the one of ARCHITECTURE.md, lowest first.
 */
const layers = [
  ['kernel'],
  ['contract'],
  ['platform'],
  ['identity'],
  ['center'],
  ['facility'],
  ['fleet', 'incident', 'triage'],
  ['dispatch'],
  ['intake'],
  ['place'],
  ['realtime', 'reporting'],
];

/** Libs that `name` must not import: those above it, and its neighbours on the same floor. */
function forbiddenFor(name) {
  const floor = layers.findIndex((libs) => libs.includes(name));
  return layers
    .flatMap((libs, index) =>
      index > floor ? libs : index === floor ? libs.filter((lib) => lib !== name) : [],
    )
    .concat('simulation');
}

const downward = layers.flat().map((name) => ({
  name: `${name}-imports-downward-only`,
  severity: 'error',
  from: { path: `^libs/${name}/` },
  to: { path: `^(libs/(${forbiddenFor(name).join('|')})/|apps/)` },
}));

/** Engines import the kernel (and the words of the contract) alone, so that a simulation can run a million of them. */
const engines = [
  '^libs/triage/src/engine/',
  '^libs/triage/src/case-review/engine/',
  '^libs/dispatch/src/recommendation/engine/',
  '^libs/place/src/shared-place/',
  '^libs/intake/src/duplicates/engine/',
  '^libs/[^/]+/src/.*\\.states\\.ts$',
];

export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: { pathNot: '/api/generated/' }, to: { circular: true } },
    ...downward,
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/kernel/' },
    },
    {
      name: 'engines-are-pure',
      severity: 'error',
      from: { path: engines, pathNot: '\\.(spec|arbitrary)\\.ts$' },
      to: { pathNot: ['^libs/(kernel|contract)/', ...engines] },
    },
    {
      name: 'through-the-index-only',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+|test|scripts)/' },
      to: { path: '^libs/[^/]+/src/(?!(testing/)?index\\.ts$)', pathNot: '^$1/' },
    },
    {
      name: 'the-simulation-drives-the-public-api-only',
      severity: 'error',
      from: { path: '^libs/simulation/' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/(kernel|contract|simulation)/' },
    },
    {
      name: 'web-apps-import-the-contract-only',
      severity: 'error',
      from: { path: '^apps/(console|team)/' },
      to: { path: '^(libs|apps)/', pathNot: ['^libs/contract/', '^apps/$1/'] },
    },
    { name: 'nothing-imports-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'no-development-packages-in-production',
      severity: 'error',
      from: { path: '^(libs|apps/server)/', pathNot: '\\.(spec|fixture|arbitrary|fake)\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@valhallajs/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
