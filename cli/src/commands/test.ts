import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin, ROOT } from '../root.ts'
import { run } from '../run.ts'
import { describeProjects, TestReport } from '../test/test-report.ts'

const REPORTER = join(ROOT, 'tests/project-reporter.ts')

/**
 * Every test, or those whose path matches an argument; `--project <name>` takes one project of tests/projects.ts alone. Says at the end
 * what each project took, and closes with `N passed, N failed`.
 */
export async function test(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-test-'))
  const file = join(directory, 'report.json')
  const reporters = ['--reporter=default', `--reporter=${REPORTER}`]
  const code = await run(bin('vitest'), ['run', ...reporters, ...args], { ...env, TENANTRY_TEST_REPORT: file })
  try {
    if (!existsSync(file)) {
      console.error('The run was broken off before it could count.')
      return code || 1
    }
    const report = TestReport.parse(JSON.parse(readFileSync(file, 'utf8')))
    for (const line of describeProjects(report)) console.log(line)
    const failed = report.failed || (code === 0 ? 0 : Math.max(1, report.failedFiles))
    console.log(`${report.passed} passed, ${failed} failed`)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
  return code
}
