import { bin } from '../root.ts'
import { run } from '../run.ts'

/** Writes the tables of what a deployment costs a month into docs/guides/cost.md, from the synthesized templates and the list of prices. */
export function costTable(_args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const file = 'tests/lint/cost-table/cost-table.test.ts'
  return run(bin('vitest'), ['run', file, '--reporter=dot'], { ...env, COST_TABLE: 'write' })
}
