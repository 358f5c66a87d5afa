import { run } from '../run.ts'
import { test } from './test.ts'

/** Tests of which `npm test` runs a tenth: how often tenants meet at one address, which calls of a workflow go wrong, and whose cursors a list is given. */
const WHOLE = { TENANTRY_INVITATION_ROUNDS: '200', TENANTRY_FAULT_SHARE: '1', TENANTRY_CURSOR_SHARE: '1' }

/**
 * Kills a running system with kill -9, fifty times, and looks each time whether anything acknowledged was lost; has a tenant of a million items leave, and a hundred
 * silos live and leave; then has tenants invite and remove the same people at once, every call of every workflow go wrong, and every list be given
 * every other list's cursors, unless `--only` names parts.
 * `--kills`, `--items`, `--silos`, `--seed`.
 */
export async function soak(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const parts = await run(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tests/soak/main.ts', ...args],
    env,
  )
  const isPart = args.some((arg) => arg.startsWith('--only'))
  if (parts !== 0 || isPart) return parts
  return test(['tests/acceptance/cursors.test.ts', 'tests/acceptance/invitations.test.ts', 'tests/workflows'], {
    ...env,
    ...WHOLE,
  })
}
