import { run } from '../run.ts'
import { test } from './test.ts'

/** How often tenants meet at one address; `npm test` has them meet twenty times. */
const TENANTRY_INVITATION_ROUNDS = '200'

/**
 * Kills a running system with kill -9, fifty times, and looks each time whether anything acknowledged was lost; has a tenant of a million items leave, and a hundred
 * silos live and leave; then has tenants invite and remove the same people at once, unless `--only` names parts. `--kills`, `--items`, `--silos`, `--seed`.
 */
export async function soak(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const parts = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tests/soak/main.ts', ...args],
    env,
  )
  const isPart = args.some((arg) => arg.startsWith('--only'))
  if (parts !== 0 || isPart) return parts
  return test(['tests/acceptance/invitations.test.ts'], { ...env, TENANTRY_INVITATION_ROUNDS })
}
