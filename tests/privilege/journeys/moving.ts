import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'

/** A step gets so long until the clock leaps for it, and as much longer again until it leaps once more: a busy machine needs time, not leaps. */
const LEAP_APART_MS = 2000
const AGAIN_MS = 20_000

/** A tenant with data moves into a silo, writes there, and comes back, because an operator undoes it; the silo goes with that. */
export async function moving(admin: Client, { config }: Tenant, leap: (seconds: number) => void): Promise<void> {
  const path = `/tenants/${config.tenantId}`
  await eventually('the tenant to be free', async () => (await admin.get(path)).body.workflowId === null)
  const { status, body } = await admin.post(`${path}/change-tier`, { tier: 'Platinum', force: true })
  if (status !== 202) throw new Error(JSON.stringify(body))
  const workflow = `${path}/workflows/${body.workflowId}`
  await comesTo('waiting')
  await admin.post(`${workflow}/undo`, undefined)
  await comesTo('undone')

  async function comesTo(wanted: string): Promise<void> {
    let next = { at: 0, step: '' }
    await eventually(`the move to be ${wanted}`, async () => {
      const found = (await admin.get(workflow)).body
      if (found.status === 'failed') throw new Error(JSON.stringify(found))
      const step = found.steps?.findLast((one: { status: string }) => one.status === 'running')?.name ?? ''
      if (step !== next.step) next = { at: Date.now() + LEAP_APART_MS, step }
      else if (step !== '' && Date.now() > next.at) {
        next = { at: Date.now() + AGAIN_MS, step }
        leap(PROPAGATION_SECONDS)
      }
      return found.status === wanted
    })
  }
}
