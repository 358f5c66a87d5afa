interface TestProject {
  name: 'attacks' | 'system' | 'browser' | 'cloud' | 'transformed' | 'unit'
  include: string[]
  exclude?: string[]
  /** Whether Vite transforms modules, and each file loads its own. @default Node loads them, once for all files of a worker */
  transformed?: true
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
  // Matrices, properties and large inputs, in process: what takes longer than three seconds keeps nobody waiting for `npm run test:unit`.
  'attribution/src/properties/{model,properties}.test.ts',
  'attribution/src/bill/report/read-report.test.ts',
  'attribution/src/usage/{read-usage,scan-usage-line,tables,usage-of-rows}.test.ts',
  'metering/src/properties.test.ts',
  'local-cloud/src/apigateway/limits.test.ts',
  'local-cloud/src/cognito/amplify.test.ts',
  'local-cloud/src/cognito/operations/operations.test.ts',
  'local-cloud/src/cognito/sign-in/software-token.test.ts',
  'local-cloud/src/states/run-execution.test.ts',
  'local-cloud/src/states/tasks/attempt-task.test.ts',
  'app-plane/src/slot-filler/fill-slots.test.ts',
  'control-plane/src/tenant-expiry/expire-tenants.test.ts',
  'tests/architecture/members/members.test.ts',
  'tests/support/dynamodb.test.ts',
  'local-cloud/src/dynamodb/oracle/oracle.test.ts',
  'app-plane/src/tenant-data/export-and-restore.test.ts',
  'control-plane/src/audit/audit-reader.test.ts',
  'control-plane/src/tenants/name-claims.test.ts',
  'tests/bench/measures/lists.test.ts',
  'tests/toolkit/{list-budget,sharded-list}.test.ts',
  'tests/workflows/{allowances,billing,change-tier-faults,consumers,cost-lists,cost-runs,dropped-records,grow-shards,import-faults,lives,moves,offboarding-faults,onboarding-faults,quota-mails,tenant-expiry,usage-coverage,usage-rebuilder}.test.ts',
]

/** What Node does not load as it is: a module that a test replaces, which nobody else may be given, and a package that imports folders. */
const TRANSFORMED = [
  'tests/workflows/move-mutants.test.ts',
  'attribution/src/bill/report/queries.test.ts',
  'control-plane/src/cost-runs/queries.test.ts',
]

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
  { name: 'transformed', include: TRANSFORMED, transformed: true },
  {
    name: 'unit',
    include: ['**/*.test.ts'],
    exclude: [...ATTACKS, ...SYSTEM, ...BROWSER, ...CLOUD, ...TRANSFORMED],
  },
]
