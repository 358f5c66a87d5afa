import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { PROJECTS } from './tests/projects.ts'

const NEVER = [...configDefaults.exclude, '**/cdk.out/**', '**/.build/**']

/** By project, so that a worker goes on with the modules that it has loaded, and longest first: a run then ends as soon as it can. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification) => {
      const at = PROJECTS.findIndex(({ name }) => name === project.name)
      const { longest = [] } = PROJECTS[at] ?? {}
      const found = longest.findIndex((path) => moduleId.endsWith(`/${path}`))
      return at + (found < 0 ? longest.length : found) / (longest.length + 1)
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    projects: PROJECTS.map(({ name, include, exclude = [], transformed = false }) => ({
      extends: true,
      test: {
        name,
        include,
        exclude: [...NEVER, ...exclude],
        // Modules are loaded once for all files of a worker, which is most of what a unit test costs. So no file leaves anything behind.
        isolate: transformed,
        // By Node itself, as the product's are, with what it has compiled before.
        experimental: { viteModuleRunner: transformed, nodeLoader: transformed },
      },
    })),
    // Acceptance tests boot the whole system; a slow machine must not turn that into a failure.
    testTimeout: 900_000,
    hookTimeout: 1_200_000,
    // The default is a second, which is not enough for a busy machine.
    expect: { poll: { timeout: 240_000 } },
    // A worker that has a system or a browser for its files closes it at its end.
    globalSetup: 'tests/support/fail-at-worker-end.ts',
    teardownTimeout: 60_000,
    restoreMocks: true,
    // ES modules that import folders, which Node does not: Vite loads them.
    server: { deps: { inline: ['dt-sql-parser'] } },
    // A file that waits for a time to pass leaves its processor to another.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
  },
})
