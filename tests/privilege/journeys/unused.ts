import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { UNUSED_TENANT_DAYS } from '@tenantry/contracts/timing.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { register } from '../../acceptance/onboarding.ts'
import { operatorClient } from '../../acceptance/operator-client.ts'
import { tick } from '../../acceptance/tick.ts'

/** A tenant that nobody signs in to, long after its invitation. */
export async function unused(endpoints: Endpoints, leap: (seconds: number) => void): Promise<void> {
  const { tenantId } = await register(endpoints, 'Unused', 'nobody@unused.example')
  leap((UNUSED_TENANT_DAYS + 1) * 86_400)
  const admin = operatorClient({ endpoints })
  await tick(endpoints, 'control-plane-TenantExpiry')
  await eventually('the unused tenant to leave', async () =>
    ['offboarding', 'deleted'].includes((await admin.get(`/tenants/${tenantId}`)).body.status),
  )
}
