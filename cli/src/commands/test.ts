import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { bin } from '../root.ts'
import { run } from '../run.ts'

const Report = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number() })

/** Every test, or those whose path matches an argument; closes with `N passed, N failed`. */
export async function test(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-test-'))
  const report = join(directory, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(bin('vitest'), ['run', ...reporters, ...args], env)
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = Report.parse(
      JSON.parse(readFileSync(report, 'utf8')),
    )
    // A file that does not even load has no failed test, and has failed.
    const failed = numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites))
    console.log(`${numPassedTests} passed, ${failed} failed`)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
  return code
}
