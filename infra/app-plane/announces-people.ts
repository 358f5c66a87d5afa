import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { allowKeys } from '../foundation/allow-keys.ts'
import { WRITES_OUTBOX } from './access-role.ts'
import type { TenantTables } from './tenant-tables.ts'

/** Lets a function that changes memberships of any tenant put what it changed into the outbox, under the keys of that channel alone. */
export function announcesPeople(fn: IFunction, { outbox }: TenantTables): void {
  fn.addToRolePolicy(allowKeys(WRITES_OUTBOX, outbox.tableArn, '*-people-*'))
}
