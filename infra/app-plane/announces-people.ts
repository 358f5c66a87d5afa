import type { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { WRITES_OUTBOX } from './access-role.ts'
import type { TenantTables } from './tenant-tables.ts'

/** Lets a function that changes memberships of any tenant put what it changed into the outbox, under the keys of these event types alone. */
export function announcesPeople(
  fn: IFunction,
  { outbox }: TenantTables,
  types: readonly (typeof PEOPLE_EVENTS)[number][],
): void {
  mayAccessKeys(fn, outbox, { actions: WRITES_OUTBOX, keys: types.map((type) => `*-${type}-*`) })
}
