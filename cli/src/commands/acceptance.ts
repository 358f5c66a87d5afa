import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { test } from './test.ts'

/** The journey of a stranger through the whole product, on this machine or, with `--deployed <endpoints file>`, on any deployed stack. */
export function acceptance(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({ args, options: { deployed: { type: 'string' } } })
  const deployed = values.deployed ? { TENANTRY_DEPLOYED_ENDPOINTS: resolve(values.deployed) } : {}
  return test(['tests/acceptance/journey.test.ts'], { ...env, ...deployed })
}
