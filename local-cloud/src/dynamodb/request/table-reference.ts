import type { CloudContext } from '../../core/cloud-context.ts'
import { tableNotFound } from '../errors.ts'

/** A table as a request names it. */
export interface TableReference {
  name: string
  arn: string
  /** What the request said, and what its answer repeats: the name or the ARN. */
  label: string
}

/** Requests may name a table by its ARN. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html#DDB-GetItem-request-TableName */
export function tableReference({ region, accountId }: CloudContext, given: string): TableReference {
  const prefix = `arn:aws:dynamodb:${region}:${accountId}:table/`
  if (!given.startsWith('arn:')) return { name: given, arn: prefix + given, label: given }
  if (!given.startsWith(prefix)) throw tableNotFound()
  return { name: given.slice(prefix.length), arn: given, label: given }
}

/** The input with the name of its table, and how it was named; an input without a table's name is left to the validation. */
export function withTableName<Input extends object>(
  context: CloudContext,
  input: Input,
): { input: Input; reference: TableReference } {
  const given = (input as { TableName?: unknown }).TableName
  if (typeof given !== 'string') return { input, reference: { name: '', arn: '*', label: '' } }
  const reference = tableReference(context, given)
  return { input: { ...input, TableName: reference.name }, reference }
}
