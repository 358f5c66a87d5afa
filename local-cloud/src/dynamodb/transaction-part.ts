import { type DeleteRequest, deleteWrite } from './operations/delete-item.ts'
import { type PutRequest, putWrite } from './operations/put-item.ts'
import { type UpdateRequest, updateWrite } from './operations/update-item.ts'
import type { Table } from './stores/table.ts'
import type { Item } from './values/attribute-value.ts'
import type { Write } from './write-item.ts'

/** One of these is set. */
export interface TransactWriteItem {
  Put?: PutRequest
  Update?: UpdateRequest
  Delete?: DeleteRequest
  ConditionCheck?: DeleteRequest
}

/** A part of a transaction, as an action of its own. */
export type TransactionPart =
  | { action: 'PutItem'; request: PutRequest }
  | { action: 'UpdateItem'; request: UpdateRequest }
  | { action: 'DeleteItem'; request: DeleteRequest }
  | { action: 'ConditionCheckItem'; request: DeleteRequest }

/** The part that is set; undefined unless it is exactly one. */
export function partOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): TransactionPart | undefined {
  const parts: TransactionPart[] = []
  if (Put) parts.push({ action: 'PutItem', request: Put })
  if (Update) parts.push({ action: 'UpdateItem', request: Update })
  if (Delete) parts.push({ action: 'DeleteItem', request: Delete })
  if (ConditionCheck) parts.push({ action: 'ConditionCheckItem', request: ConditionCheck })
  return parts.length === 1 ? parts[0] : undefined
}

/** The item that is put, or the key. */
export const itemOf = (part: TransactionPart): Item =>
  part.action === 'PutItem' ? part.request.Item : part.request.Key

/** The write of a part; a condition check leaves the item as it is. Throws when the table cannot hold it. */
export function writeOf(part: TransactionPart, table: Table, label: string): Write {
  switch (part.action) {
    case 'PutItem':
      return putWrite(table, label, part.request)
    case 'UpdateItem':
      return updateWrite(table, label, part.request)
    case 'DeleteItem':
      return deleteWrite(table, label, part.request)
    case 'ConditionCheckItem':
      return { ...deleteWrite(table, label, part.request), change: (before) => before }
    default:
      return part satisfies never
  }
}
