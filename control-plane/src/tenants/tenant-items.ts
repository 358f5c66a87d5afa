import type { Item } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { AuditRecord } from './audit.ts'
import type { Registration } from './onboarding.ts'
import type { OutboxRecord } from './outbox.ts'
import type { Tenant } from './tenant.ts'
import { nameKey } from './tenant-name.ts'

// The layout of the tenants table: `pk`, `sk`, and the sparse index `listing` (`listing`, `listedAt`).
export const LISTING = 'listing'

export const tenantKey = (tenantId: string) => ({ pk: `tenant#${tenantId}`, sk: 'tenant' })
export const claimKey = (name: string) => ({ pk: `name#${nameKey(name)}`, sk: 'name' })
export const registrationKey = (id: string) => ({ pk: `registration#${id}`, sk: 'registration' })
export const idempotencyKey = (key: string) => ({ pk: `idempotency#register#${key}`, sk: 'idempotency' })
export const outboxKey = ({ tenantId, sequence }: Pick<OutboxRecord, 'tenantId' | 'sequence'>) => ({
  pk: `tenant#${tenantId}`,
  sk: `outbox#${sortable(sequence)}`,
})

/** Where a tenant stands in the list: by its age, and by its id among those of one millisecond. */
export const listedAt = ({ createdAt, tenantId }: Pick<Tenant, 'createdAt' | 'tenantId'>) => `${createdAt}#${tenantId}`
export const ListedAt = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z#[a-z0-9]{12}$/))
export const startAfter = (position: string): Item => ({
  ...tenantKey(position.slice(position.indexOf('#') + 1)),
  listing: 'tenant',
  listedAt: position,
})

export const tenantItem = (tenant: Tenant): Item => ({
  ...tenantKey(tenant.tenantId),
  listing: 'tenant',
  listedAt: listedAt(tenant),
  ...tenant,
})
/** The claim of a name, which is how tenants are found by their names' beginnings too. */
export const claimItem = ({ tenantId, name }: Pick<Tenant, 'tenantId' | 'name'>): Item => ({
  ...claimKey(name),
  listing: 'name',
  listedAt: namedAt(name),
  tenantId,
  name,
})
/** A sort key of an index has at most 1,024 bytes, and a character of a name's key at most three. */
const NAMED_LENGTH = 340
export const namedAt = (name: string): string => nameKey(name).slice(0, NAMED_LENGTH)
export const registrationItem = (registration: Registration): Item => ({
  ...registrationKey(registration.registrationId),
  ...registration,
})
export const auditKey = (tenantId: string, sequence: number) => ({
  pk: `tenant#${tenantId}`,
  sk: `audit#${sortable(sequence)}`,
})
export const auditItem = (record: AuditRecord): Item => ({
  ...auditKey(record.tenantId, record.sequence),
  ...record,
})
export const lockKey = (of: 'operators') => ({ pk: `lock#${of}`, sk: 'lock' })
export const PERSON = 'person#'
export const personKey = ({ tenantId, userId }: { tenantId: string; userId: string }) => ({
  pk: `tenant#${tenantId}`,
  sk: `${PERSON}${userId}`,
})
export const outboxItem = (record: OutboxRecord): Item => ({
  ...outboxKey(record),
  listing: 'outbox',
  listedAt: outboxListedAt(record, record.at),
  ...record,
})
export const outboxListedAt = ({ tenantId, sequence }: OutboxRecord, at: string) =>
  `${at}#${tenantId}#${sortable(sequence)}`

const sortable = (sequence: number) => String(sequence).padStart(10, '0')
