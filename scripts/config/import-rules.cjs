// Who may import whom (docs/architecture.md, "Rooms"). Each rule's comment says what to use instead.
const room = (name) => `^electron/${name}/`
const core = { dependencyTypes: ['core'] }

/** A room may import only the listed paths of ours. */
const only = (name, allowed, comment) => ({
  name: `${name}-imports-only-its-own`,
  comment,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^(electron|renderer)/', pathNot: [room(name), ...allowed] },
})

const CONTRACT = room('contract')
const DOMAIN = room('domain')
const PLATFORM = room('platform')
const STORE_TYPES = '^electron/store/api\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea: join them or part it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import must lead somewhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency',
      comment: 'What ships must not need a development package.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/preload/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: ['node_modules/electron/', 'node_modules/@types/'] },
    },

    only('contract', [], 'The contract knows nothing but the schema library.'),
    {
      name: 'contract-only-zod',
      comment: 'The contract crosses every boundary: it may import the schema library alone.',
      severity: 'error',
      from: { path: CONTRACT },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: 'node_modules/zod/' },
    },
    only('domain', [CONTRACT], 'Decisions are pure: hand them what they need as arguments.'),
    {
      name: 'domain-is-pure',
      comment: 'No Node, no clock, no network in domain/: pass time, randomness and data in.',
      severity: 'error',
      from: { path: DOMAIN },
      to: { dependencyTypes: ['core'] },
    },
    only('platform', [CONTRACT], 'The outside world knows only the contract.'),
    only('store', [CONTRACT, DOMAIN, PLATFORM], 'The store knows no service: it is asked.'),
    only('sources', [CONTRACT, DOMAIN, PLATFORM], 'A source yields a snapshot and never writes: the engine does.'),
    {
      name: 'sources-do-not-know-each-other',
      comment: 'What two sources share belongs in domain/ or platform/.',
      severity: 'error',
      from: { path: '^electron/sources/([^/]+)/' },
      to: { path: '^electron/sources/[^/]+/', pathNot: '^electron/sources/$1/' },
    },
    only(
      'sync',
      [CONTRACT, DOMAIN, PLATFORM, STORE_TYPES, '^electron/sources/source\\.ts$'],
      'Services see the store through its interface and each other not at all.',
    ),
    only(
      'packs',
      [CONTRACT, DOMAIN, PLATFORM, STORE_TYPES],
      'Services see the store through its interface and each other not at all.',
    ),
    only(
      'publish',
      [CONTRACT, DOMAIN, PLATFORM],
      'Publishing carries files: what is in them is packs/ and services/ to know.',
    ),
    only(
      'papers',
      [CONTRACT, DOMAIN, PLATFORM, STORE_TYPES],
      'A sheet is made from what it is given: services read, main prints.',
    ),
    only(
      'exports',
      [CONTRACT, DOMAIN, PLATFORM, STORE_TYPES],
      'A file for another program is made from what it is given: services read and write.',
    ),
    only(
      'mail',
      [CONTRACT, DOMAIN, PLATFORM, STORE_TYPES],
      'Services see the store through its interface and each other not at all.',
    ),
    only(
      'availability',
      [CONTRACT, DOMAIN, PLATFORM, STORE_TYPES],
      'Services see the store through its interface and each other not at all.',
    ),
    only('demo', [CONTRACT, DOMAIN, PLATFORM], 'The demonstration school is a stranger on the network, like any ENT.'),
    only('vault', [CONTRACT, PLATFORM], 'Keys and secrets know nobody.'),
    only('updates', [CONTRACT, PLATFORM], 'Updates know nobody.'),
    only('preload', [CONTRACT], 'The preload carries names, not code.'),
    {
      name: 'services-without-electron',
      comment: 'services/ is composed by main/ and by cli/: Electron comes in as interfaces.',
      severity: 'error',
      from: { path: room('services') },
      to: { path: '^electron/(main|preload|cli)/' },
    },
    {
      name: 'cli-without-electron',
      comment: 'The terminal runs under plain Node.',
      severity: 'error',
      from: { path: room('cli') },
      to: { path: '^electron/(main|preload|updates)/|^electron/vault/safe-storage' },
    },
    {
      name: 'main-has-no-window-code',
      severity: 'error',
      comment: 'The window is another world.',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },

    {
      name: 'electron-in-its-rooms',
      comment:
        "Electron's own API belongs in main/, preload/, updates/ and vault/safe-storage.ts; elsewhere take an interface.",
      severity: 'error',
      from: {
        path: '^(electron|renderer)/',
        pathNot: ['^electron/(main|preload|updates)/', '^electron/vault/safe-storage\\.ts$'],
      },
      to: { path: '^node_modules/electron/|^electron$' },
    },
    {
      name: 'sqlite-in-one-file',
      comment: 'Open the database through store/connection.ts.',
      severity: 'error',
      from: { path: '^(electron|renderer)/', pathNot: '^electron/store/connection\\.ts$' },
      to: { path: 'node_modules/better-sqlite3' },
    },
    {
      name: 'renderer-sees-the-contract',
      comment: 'The window speaks through the contract: no Node, nothing else of electron/.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/', pathNot: CONTRACT },
    },
    {
      name: 'renderer-takes-shapes-as-types',
      comment:
        'A value of these brings the schema library into the window, whose rules forbid what it compiles. Import types.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/contract/(views|channels|snapshot)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-has-no-node',
      comment: 'There is no Node in the window.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: core,
    },
    {
      name: 'ui-knows-no-feature',
      comment: 'Primitives know nothing of Trousse.',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(app|bridge|features)/' },
    },
    {
      name: 'features-do-not-reach-into-each-other',
      comment: "Import another feature's index, not its inside.",
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: {
        path: '^renderer/features/[^/]+/',
        pathNot: ['^renderer/features/$1/', '^renderer/features/[^/]+/index\\.tsx?$'],
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'electron/tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.module\\.css$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
