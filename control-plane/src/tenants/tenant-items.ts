import type { Item } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { Registration } from './registration.ts'
import type { Tenant } from './tenant.ts'
import { nameKey } from './tenant-name.ts'

// The layout of the tenants table: `pk`, `sk`, and the sparse index `listing` (`listing`, `listedAt`).
export const LISTING = 'listing'

export const tenantKey = (tenantId: string) => ({ pk: `tenant#${tenantId}`, sk: 'tenant' })
export const claimKey = (name: string) => ({ pk: `name#${nameKey(name)}`, sk: 'name' })
/** See `likenessesOf`. */
export const likenessKey = (likeness: string) => ({ pk: `likeness#${likeness}`, sk: 'name' })
export const registrationKey = (id: string) => ({ pk: `registration#${id}`, sk: 'registration' })

/** Where a tenant stands in the list: by its age, and by its id among those of one millisecond. */
export const listedAt = ({ createdAt, tenantId }: Pick<Tenant, 'createdAt' | 'tenantId'>) => `${createdAt}#${tenantId}`
export const ListedAt = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z#[a-z0-9]{12}$/))

/** The lists of the index `listing`: tenants by age, and by name. Deleted ones have lists of their own, which nobody reads by the way. */
export const listOf = (status: string | undefined): string => (status === 'deleted' ? 'deleted-tenant' : 'tenant')
export const nameListOf = (status: string | undefined): string => (status === 'deleted' ? 'deleted-name' : 'name')

/** The position behind a tenant in the list by age. */
export const startAfter = (listing: string, position: string): Item => ({
  ...tenantKey(position.slice(position.indexOf('#') + 1)),
  listing,
  listedAt: position,
})

export const tenantItem = (tenant: Tenant): Item => ({
  ...tenantKey(tenant.tenantId),
  listing: listOf(tenant.status),
  listedAt: listedAt(tenant),
  ...tenant,
})
/** The claims of a name: there is one for each name that is taken, which says under which others its likenesses are. */
export const claimItems = ({ tenantId, name }: Pick<Tenant, 'tenantId' | 'name'>, likenesses: string[]) => [
  { ...claimKey(name), tenantId, name, likenesses },
  ...likenesses.map((likeness) => ({ ...likenessKey(likeness), tenantId })),
]
/** How a tenant is found by the beginning of its name, whoever has the claim of the name now. */
export const nameItem = ({ tenantId, name, status }: Pick<Tenant, 'tenantId' | 'name' | 'status'>): Item => ({
  pk: tenantKey(tenantId).pk,
  sk: 'name',
  listing: nameListOf(status),
  listedAt: namedAt(name),
  tenantId,
})
/** A sort key of an index has at most 1,024 bytes, and a character of a name's key at most three. */
const NAMED_LENGTH = 340
export const namedAt = (name: string): string => nameKey(name).slice(0, NAMED_LENGTH)
/** `listing` of the ends of tenants' own limits, in their order. */
export const LIMITS_END = 'limits-end'
export const limitsEndKey = (tenantId: string) => ({ pk: tenantKey(tenantId).pk, sk: 'limits-end' })
/** How a tenant is found when its own limits end. */
export const limitsEndItem = (tenantId: string, endsAt: string): Item => ({
  ...limitsEndKey(tenantId),
  listing: LIMITS_END,
  listedAt: `${endsAt}#${tenantId}`,
  tenantId,
})
/** `listing` of the tenants that nobody has signed in to, in the order in which they are looked at. */
export const UNUSED = 'unused'
export const unusedKey = (tenantId: string) => ({ pk: tenantKey(tenantId).pk, sk: 'unused' })
/** How a tenant is found when it is to be looked at. Once somebody has signed in, its item is in no list. */
export const unusedItem = (tenantId: string, lookAt: string): Item => ({
  ...unusedKey(tenantId),
  listing: UNUSED,
  listedAt: `${lookAt}#${tenantId}`,
  tenantId,
})
export const registrationItem = (registration: Registration): Item => ({
  ...registrationKey(registration.registrationId),
  ...registration,
})
/** Where a change of a tenant stands among those that one function has recorded. */
export const changePlace = (sequence: number): string => `change#${sortable(sequence)}`
export const lockKey = (of: 'operators') => ({ pk: `lock#${of}`, sk: 'lock' })
/** The mark of an operator who was removed: what a token that an authorizer still lets pass must not do is written on condition that there is none. */
export const removedOperatorKey = (userId: string) => ({ pk: `removed-operator#${userId}`, sk: 'operator' })
/** Who has taken on an alarm. */
export const acknowledgementKey = (alarm: string) => ({ pk: `alarm#${alarm}`, sk: 'acknowledgement' })
/** Since when an operator's sessions count. */
export const operatorSessionsKey = (userId: string) => ({ pk: `operator-sessions#${userId}`, sk: 'operator' })
/** What the tenant asks for. */
export const requestKey = (tenantId: string) => ({ pk: tenantKey(tenantId).pk, sk: 'request' })
export const PERSON = 'person#'
export const personKey = ({ tenantId, userId }: { tenantId: string; userId: string }) => ({
  pk: `tenant#${tenantId}`,
  sk: `${PERSON}${userId}`,
})

/** A sequence as a part of a key, in the order of numbers. */
export const sortable = (sequence: number) => String(sequence).padStart(10, '0')
