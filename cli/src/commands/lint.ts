import { resolve } from 'node:path'
import { describe, lint as lintAssembly } from '../lint/lint.ts'

/** Holds the rules of docs/rules against every template of a cloud assembly: `tenantry lint [cdk.out]`. */
export async function lint([directory = 'cdk.out']: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const path = resolve(env.INIT_CWD ?? '.', directory)
  try {
    const violations = lintAssembly(path)
    for (const violation of violations) console.error(`${describe(violation)}\n`)
    console.log(violations.length === 0 ? `No violation in ${path}.` : `${violations.length} violations in ${path}.`)
    return violations.length === 0 ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 2
  }
}
