import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { test } from './test.ts'

const OPTIONS = {
  deployed: { type: 'string' },
  seed: { type: 'string' },
  count: { type: 'string' },
  share: { type: 'string', default: '1' },
  only: { type: 'string' },
} as const

/**
 * The attack suite with its model and its mutants: on this machine or, with `--deployed <endpoints file>`, on any deployed stack. `--seed`
 * and `--count` choose what is generated and how much of it; `--share 10` makes one in ten of the attempts, as `npm test` does;
 * `--only <part of a name>` runs those attempts alone.
 */
export function attacks(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { deployed, seed, count, share, only } = parseArgs({ args, options: OPTIONS }).values
  const files = only === undefined ? ['tests/attacks'] : ['tests/attacks/attacks.test.ts']
  return test(files, {
    ...env,
    TENANTRY_ATTACK_SHARE: share,
    ...(deployed !== undefined && { TENANTRY_DEPLOYED_ENDPOINTS: resolve(deployed) }),
    ...(seed !== undefined && { TENANTRY_ATTACK_SEED: seed }),
    ...(count !== undefined && { TENANTRY_ATTACK_COUNT: count }),
    ...(only !== undefined && { TENANTRY_ATTACK_ONLY: only }),
  })
}
