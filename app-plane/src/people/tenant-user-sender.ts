import { AUDIT_EVENT, TenantAuditRecord } from '@tenantry/contracts/audit.ts'
import { PEOPLE_EVENTS, TenantUserState } from '@tenantry/contracts/events.ts'
import { parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import { TENANT_REQUEST, TenantRequest } from '@tenantry/contracts/tenant-request.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { Send } from '@tenantry/toolkit/outbox.ts'
import * as z from 'zod/mini'

/** Whether an entry reports of a person, or asks for something in their name. */
export const isTenantUserType = (type: string): boolean => TYPES.some((one) => one === type)

/** News of people, and what is asked for a tenant, with the form of each. */
const TYPES = [...PEOPLE_EVENTS, TENANT_REQUEST] as const
const formOf = (type: string) => {
  if (type === AUDIT_EVENT) return TenantAuditRecord
  return type === TENANT_REQUEST ? TenantRequest : TenantUserState
}

/**
 * Publishes what an outbox entry reports of a person. Tenants' sessions write these entries, so nothing that an entry says is believed but
 * news of people, of the tenant and type whose key it has, which IAM has checked.
 */
export const tenantUserSender =
  (publish: (event: Entry) => Promise<void>): Send =>
  async ({ key, type, detail }) => {
    const owner = parseOutboxPartition(key.partition)
    const known = TYPES.find((one) => one === type)
    const news = z.parse<z.ZodMiniType<{ tenantId: string }>>(formOf(type), detail)
    if (!known || owner?.type !== type || news.tenantId !== owner.tenantId) {
      throw new Error(`The entry under ${key.partition} reports ${type} of tenant ${news.tenantId}`)
    }
    await publish({ type: known, detail: news })
  }
