import { CURSOR_KEYS_ID } from '@tenantry/contracts/lists-table.ts'
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys } from './item-rights.ts'
import { table } from './table.ts'

/** What the lists of a plane need besides their items: which orders are offered, and the keys of cursors. Nothing in it belongs to a tenant. */
export const listsTable = (scope: Construct): TableV2 => table(scope, 'ListsTable', { partition: 'id' })

/** Lets a function answer lists: it reads which orders are offered, and makes the next key of cursors when the newest is old. */
export function answersLists(fn: IFunction, lists: TableV2): void {
  mayAccess(fn, lists, 'GetItem')
  mayAccessKeys(fn, lists, { actions: ['PutItem'], keys: [CURSOR_KEYS_ID] })
}
