import { bin } from '../root.ts'
import { run } from '../run.ts'

/** Writes the table of functions' rights in docs/guides/isolation.md from the synthesized policies. */
export function rightsTable(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const file = 'tests/lint/isolation-table.test.ts'
  return run(bin('vitest'), ['run', file, '--reporter=dot'], { ...env, RIGHTS_TABLE: 'write' })
}
