import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { atMostEvery } from '../support/at-most-every.ts'
import { client } from './client.ts'
import { eventually } from './eventually.ts'
import { signIn } from './person.ts'

const LEAP_SECONDS = 10
const LEAP_APART_MS = 1_000

/** Waits until operators see a request that failed: its line has to come to the bucket, and its hour to be computed. */
export async function untilMetered(
  endpoints: Endpoints,
  { tenantId, requestId }: { tenantId: string; requestId: string },
  leap: (seconds: number) => void,
): Promise<void> {
  const { username: email, password } = endpoints.operator
  const token = await signIn(endpoints, endpoints.operator, { email, password })
  const operator = client(endpoints.controlPlaneApi, token)
  // The browser has the machine's clock: pages that show the last minutes must show these, on a busy machine too.
  const pass = atMostEvery(LEAP_APART_MS, () => leap(LEAP_SECONDS))
  await eventually('a request that failed to be metered', async () => {
    pass()
    const { body } = await operator.get(`/tenants/${tenantId}/requests`)
    return body.items.some((one: { requestId: string }) => one.requestId === requestId)
  })
}
