import type { TenantDetails } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { HealthView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { printable } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import type * as z from 'zod'
import { showMinute } from '../command/moments.ts'

/** A tenant as lines for people. */
export function describeTenant(tenant: z.infer<typeof TenantDetails>, { quota }: Pick<HealthView, 'quota'>): string {
  const { limits, deployment } = tenant
  const entries: [string, string | null][] = [
    ['Tenant', tenant.tenantId],
    ['Name', tenant.name],
    ['Status', tenant.suspension === null ? tenant.status : `${tenant.status}: ${tenant.suspension}`],
    ['Failure', tenant.failure],
    ['Ends', tenant.endsAt && `${showMinute(tenant.endsAt)} UTC`],
    ['Tier', tenant.tier],
    ['Runs in', deployment.kind],
    ['Admin', tenant.adminEmail],
    ['Since', `${showMinute(tenant.createdAt)} UTC`],
    ['Shards', String(tenant.shards)],
    [
      'Own limits',
      limits &&
        `${limits.rate}/s, burst ${limits.burst}, ${limits.quota} a month, until ${showMinute(limits.until)} UTC`,
    ],
    ['Quota', quota && `${quota.used} of ${quota.quota} requests of this month are used (${percent(quota)})`],
    ['Workflow', tenant.workflowId],
  ]
  const there = entries.filter((entry): entry is [string, string] => entry[1] !== null)
  return there.map(([name, value]) => `${name.padEnd(12)}${printable(value)}`).join('\n')
}

const percent = ({ used, quota }: { used: number; quota: number }): string => `${Math.round((100 * used) / quota)} %`
