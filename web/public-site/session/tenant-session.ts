import { TenantConfig } from '@tenantry/contracts/control-plane-api/schemas.ts'
import * as z from 'zod/mini'
import { tenantGate } from './tenant-gate.ts'

/** The tenant that this tab is signed in to: where it is served and where its people sign in. */
export type Tenant = z.infer<typeof TenantConfig>

const TAB = 'tenantry.tenant'
const LAST = 'tenantry.last-tenant'

/** This tab's tenant; null when nobody has signed in here. Tabs in different tenants stay apart. */
export function currentTenant(): Tenant | null {
  const stored = sessionStorage.getItem(TAB)
  const parsed = stored === null ? undefined : z.safeParse(TenantConfig, JSON.parse(stored))
  return parsed?.success ? parsed.data : null
}

/** Of this tab. */
export const gate = tenantGate(() => currentTenant()?.tenantId)

export function enterTenant(tenant: Tenant): void {
  sessionStorage.setItem(TAB, JSON.stringify(tenant))
  localStorage.setItem(LAST, tenant.name)
}

export function leaveTenant(): void {
  sessionStorage.removeItem(TAB)
}

/** The name that was last signed in to in this browser, for the next sign-in. */
export const lastTenantName = (): string => localStorage.getItem(LAST) ?? ''
