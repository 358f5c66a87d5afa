import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../client.ts'
import { eventually } from '../eventually.ts'
import { onboard } from '../onboarding.ts'

interface Operating {
  endpoints: Endpoints
  admin: Client
  run: string
}

let anExport: Promise<{ path: string; exportId: string }> | undefined

/** A tenant of its own that was exported. */
export function exportedTenant(world: Operating): Promise<{ path: string; exportId: string }> {
  anExport ??= (async () => {
    const { config } = await onboard(world.endpoints, `Exported ${world.run}`, `exported-${world.run}@audited.example`)
    const path = `/tenants/${config.tenantId}`
    const { body } = await world.admin.post(`${path}/export`, undefined)
    await idle(world, path)
    return { path, exportId: body.workflowId }
  })()
  return anExport
}

/** Waits until no workflow holds the tenant. */
export const idle = ({ admin }: Pick<Operating, 'admin'>, path: string): Promise<true> =>
  eventually('the tenant to be free', async () => (await admin.get(path)).body.workflowId === null)
