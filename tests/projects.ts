interface TestProject {
  name: 'attacks' | 'system' | 'browser' | 'cloud' | 'unit'
  include: string[]
  exclude?: string[]
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
  // Whole matrices in process, over its services.
  'local-cloud/src/dynamodb/oracle/oracle.test.ts',
  'tests/bench/measures/lists.test.ts',
  'tests/toolkit/{list-budget,sharded-list}.test.ts',
  'tests/workflows/onboarding-faults.test.ts',
]

const ATTACKS = ['tests/attacks/**/*.test.ts']

/** The tests by what they need, in the order in which a whole run begins them. */
export const PROJECTS: TestProject[] = [
  { name: 'attacks', include: ATTACKS, longest: ['tests/attacks/attacks.test.ts', 'tests/attacks/mutants.test.ts'] },
  {
    name: 'system',
    include: SYSTEM,
    exclude: BROWSER,
    longest: ['tests/acceptance/kills.test.ts', 'tests/copies/without-sample.test.ts', 'tests/copies/invoices.test.ts'],
  },
  { name: 'browser', include: BROWSER },
  {
    name: 'cloud',
    include: CLOUD,
    exclude: BROWSER,
    longest: ['tests/toolkit/list-budget.test.ts', 'tests/workflows/onboarding-faults.test.ts'],
  },
  {
    name: 'unit',
    include: ['**/*.test.ts'],
    exclude: [...ATTACKS, ...SYSTEM, ...BROWSER, ...CLOUD],
    longest: ['attribution/src/properties/properties.test.ts'],
  },
]
