import type { CloudContext } from '../../core/cloud-context.ts'
import { tableNotFound, validationException } from '../errors.ts'

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

/** The same for the tables of a batch. */
export function withTableNames<Input extends { RequestItems?: unknown }>(
  context: CloudContext,
  input: Input,
): { input: Input; references: TableReference[] } {
  const requests = input.RequestItems
  if (typeof requests !== 'object' || requests === null || Array.isArray(requests)) return { input, references: [] }
  const references = Object.keys(requests).map((given) => tableReference(context, given))
  if (new Set(references.map(({ name }) => name)).size < references.length) {
    throw validationException('One or more parameter values were invalid: a table is named twice in RequestItems')
  }
  const named = references.map(({ name, label }) => [name, (requests as Record<string, unknown>)[label]])
  return { input: { ...input, RequestItems: Object.fromEntries(named) }, references }
}
