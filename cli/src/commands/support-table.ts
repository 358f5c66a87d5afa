import { bin } from '../root.ts'
import { run } from '../run.ts'

/** Writes the table of support in local-cloud/README.md from the registry. */
export function supportTable(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const file = 'tests/architecture/support-table/support-table.test.ts'
  return run(bin('vitest'), ['run', file, '--reporter=dot'], { ...env, SUPPORT_TABLE: 'write' })
}
