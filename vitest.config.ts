import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Where the longest files are, longest first: a run ends as soon as it can when they begin it. */
const LONGEST = ['tests/attacks/', 'tests/acceptance/web/', 'tests/acceptance/', 'tests/local-cloud/']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((folder) => moduleId.includes(`/${folder}`))
      return found < 0 ? LONGEST.length : found
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/cdk.out/**', '**/.build/**'],
    // Acceptance tests boot the whole system; a slow machine must not turn that into a failure.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    // Modules are loaded once for all files of a worker, which is most of what a unit test costs. So no file leaves anything behind.
    isolate: false,
    restoreMocks: true,
    // ES modules that import folders, which Node does not: Vite loads them.
    server: { deps: { inline: ['dt-sql-parser'] } },
    // A file that waits for a time to pass leaves its processor to another.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
  },
})
