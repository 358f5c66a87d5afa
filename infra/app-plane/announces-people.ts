import type { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { type Place, tenantsOf } from './place.ts'
import { WRITES_OUTBOX } from './tenant-rights.ts'
import type { TenantTables } from './tenant-tables.ts'

/** Lets a function that changes memberships of its place's tenants put what it changed into the outbox, under the keys of these event types alone. */
export function announcesPeople(
  fn: IFunction,
  { outbox }: TenantTables,
  types: readonly ((typeof PEOPLE_EVENTS)[number] | typeof TENANT_REQUEST)[],
  place: Place,
): void {
  mayAccessKeys(fn, outbox, { actions: WRITES_OUTBOX, keys: types.map((type) => `${tenantsOf(place)}-${type}-*`) })
}
