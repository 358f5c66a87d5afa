import { writeFileSync } from 'node:fs'
import type { TestReport } from '@tenantry/cli/test/test-report.ts'
import type { Reporter, TestModule } from 'vitest/node'

/** Writes what a run came to, as a whole and by project, to the file that `TENANTRY_TEST_REPORT` names. */
export default class ProjectReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const projects = [...Map.groupBy(modules, ({ project }) => project.name)].map(([name, own]) => ({
      name,
      files: own.length,
      tests: own.reduce((sum, module) => sum + [...module.children.allTests()].length, 0),
      seconds: own.reduce((sum, module) => sum + secondsOf(module), 0),
    }))
    const counted = (state: 'passed' | 'failed') =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    const report: TestReport = {
      passed: counted('passed'),
      failed: counted('failed'),
      failedFiles: modules.filter((module) => module.state() === 'failed').length,
      projects,
    }
    const { TENANTRY_TEST_REPORT: file = '' } = process.env
    writeFileSync(file, JSON.stringify(report))
  }
}

/** From the import of the file to the end of its last hook. */
function secondsOf(module: TestModule): number {
  const { collectDuration, setupDuration, duration } = module.diagnostic()
  return (collectDuration + setupDuration + duration) / 1000
}
