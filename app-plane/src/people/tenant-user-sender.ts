import { AUDIT_EVENT, TenantAuditRecord } from '@tenantry/contracts/audit.ts'
import { PEOPLE_EVENTS, TenantUserState } from '@tenantry/contracts/events.ts'
import { parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { Send } from '@tenantry/toolkit/outbox.ts'
import * as z from 'zod/mini'

/** Whether an entry reports of a person. */
export const isTenantUserType = (type: string): boolean => PEOPLE_EVENTS.some((one) => one === type)

/**
 * Publishes what an outbox entry reports of a person. Tenants' sessions write these entries, so nothing that an entry says is believed but
 * news of people, of the tenant and type whose key it has, which IAM has checked.
 */
export const tenantUserSender =
  (publish: (event: Entry) => Promise<void>): Send =>
  async ({ key, type, detail }) => {
    const owner = parseOutboxPartition(key.partition)
    const known = PEOPLE_EVENTS.find((one) => one === type)
    const news = z.parse(type === AUDIT_EVENT ? TenantAuditRecord : TenantUserState, detail)
    if (!known || owner?.type !== type || news.tenantId !== owner.tenantId) {
      throw new Error(`The entry under ${key.partition} reports ${type} of tenant ${news.tenantId}`)
    }
    await publish({ type: known, detail: news })
  }
