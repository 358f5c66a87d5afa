import { atMostEvery } from '../support/at-most-every.ts'
import { eventually } from './eventually.ts'
import { operatorClient } from './operator-client.ts'
import type { SystemUnderTest } from './system.ts'

const LEAP_SECONDS = 10
const LEAP_APART_MS = 1_000

/** Waits until operators see a request that failed: its line has to come to the bucket, and its hour to be computed. */
export async function untilMetered(
  system: SystemUnderTest,
  { tenantId, requestId }: { tenantId: string; requestId: string },
): Promise<void> {
  const operator = operatorClient(system)
  // The browser has the machine's clock: pages that show the last minutes must show these, on a busy machine too.
  const pass = atMostEvery(LEAP_APART_MS, () => system.leap(LEAP_SECONDS))
  await eventually('a request that failed to be metered', async () => {
    pass()
    const { body } = await operator.get(`/tenants/${tenantId}/requests`)
    return body.items.some((one: { requestId: string }) => one.requestId === requestId)
  })
}
