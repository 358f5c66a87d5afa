import { run } from '../run.ts'
import { test } from './test.ts'

/** How often tenants meet at one address; `npm test` has them meet twenty times. */
const TENANTRY_INVITATION_ROUNDS = '200'

/**
 * Kills a running system with kill -9, fifty times, and looks each time whether anything acknowledged was lost; then has tenants invite and
 * remove the same people at once. `--kills`, `--seed`.
 */
export async function soak(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const kills = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tests/soak/main.ts', ...args],
    env,
  )
  if (kills !== 0) return kills
  return test(['tests/acceptance/invitations.test.ts'], { ...env, TENANTRY_INVITATION_ROUNDS })
}
