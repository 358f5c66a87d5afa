interface TestProject {
  name: 'attacks' | 'system' | 'browser' | 'cloud' | 'mocked' | 'unit'
  include: string[]
  exclude?: string[]
  /** Whether each file loads its own modules. @default a worker loads them once */
  isolate?: true
  /** Files that take longer than the others, which begin first. */
  longest?: string[]
}

const BROWSER = [
  'tests/acceptance/web/**/*.test.ts',
  'tests/acceptance/browser.test.ts',
  'tests/local-cloud/amplify-browser.test.ts',
]

/** What boots the product, or is made from the whole of it: a copy of the repository, the templates, programs of the command line. */
const SYSTEM = [
  'tests/acceptance/**/*.test.ts',
  'tests/copies/*.test.ts',
  'tests/infra/*.test.ts',
  'tests/lint/*.test.ts',
  'tests/privilege/*.test.ts',
  'tests/workflows/standstill-alarm.test.ts',
]

/** What boots a bare local cloud, or runs functions in worker threads. */
const CLOUD = [
  'tests/local-cloud/**/*.test.ts',
  'local-cloud/src/*.test.ts',
  'local-cloud/src/lambda/**/*.test.ts',
  'local-cloud/src/cloudformation/{clients,publish-assets}.test.ts',
  'local-cloud/src/dynamodb/{index-delay,isolation}.test.ts',
  'local-cloud/src/endpoint/closed-to-others.test.ts',
  'local-cloud/src/sqs/clients.test.ts',
  // Whole matrices in process, on real stores: what takes longer than ten seconds keeps nobody waiting for `npm run test:unit`.
  'local-cloud/src/dynamodb/oracle/oracle.test.ts',
  'app-plane/src/tenant-data/export-and-restore.test.ts',
  'control-plane/src/audit/audit-reader.test.ts',
  'control-plane/src/tenants/name-claims.test.ts',
  'tests/bench/measures/lists.test.ts',
  'tests/toolkit/{list-budget,sharded-list}.test.ts',
  'tests/workflows/{billing,change-tier-faults,consumers,cost-lists,cost-runs,grow-shards,import-faults,lives,moves,offboarding-faults,onboarding-faults,quota-mails,tenant-expiry,usage-coverage,usage-rebuilder}.test.ts',
]

/** What replaces a module, which nobody else may be given. */
const MOCKED = ['tests/workflows/move-mutants.test.ts']

const ATTACKS = ['tests/attacks/**/*.test.ts']

/** The tests by what they need, in the order in which a whole run begins them. */
export const PROJECTS: TestProject[] = [
  { name: 'attacks', include: ATTACKS, longest: ['tests/attacks/attacks.test.ts', 'tests/attacks/mutants.test.ts'] },
  {
    name: 'system',
    include: SYSTEM,
    exclude: BROWSER,
    longest: ['tests/copies/own-services.test.ts', 'tests/acceptance/kills.test.ts'],
  },
  { name: 'browser', include: BROWSER },
  {
    name: 'cloud',
    include: CLOUD,
    exclude: BROWSER,
    longest: [
      'tests/workflows/moves.test.ts',
      'tests/toolkit/list-budget.test.ts',
      'tests/workflows/change-tier-faults.test.ts',
      'tests/workflows/onboarding-faults.test.ts',
    ],
  },
  { name: 'mocked', include: MOCKED, isolate: true },
  {
    name: 'unit',
    include: ['**/*.test.ts'],
    exclude: [...ATTACKS, ...SYSTEM, ...BROWSER, ...CLOUD, ...MOCKED],
    longest: ['attribution/src/properties/properties.test.ts'],
  },
]
