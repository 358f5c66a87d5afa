import { Unsupported } from '../../core/aws-error.ts'
import type { Access, Operation } from '../../core/service.ts'
import { validationException } from '../errors.ts'
import { type Engine, operation } from '../request/operation.ts'
import { tableReference } from '../request/table-reference.ts'

/**
 * PartiQL operations are authorized by the actions that their statements need, so that what a policy forbids is seen to be forbidden,
 * and then answer that they are not supported. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
export function partiql(
  engine: Engine,
  name: 'ExecuteStatement' | 'BatchExecuteStatement' | 'ExecuteTransaction',
): Operation {
  const authorized = operation({
    // Whatever is asked is refused: there is no member to name.
    input: NAMES[name],
    read: (given: Record<string, unknown>) => statementsOf(given).map((statement) => accessOf(engine, statement)),
    access: (accesses) => accesses,
    run: () => {
      throw new Unsupported(`PartiQL (dynamodb:${name})`)
    },
  })
  return { ...authorized, unsupported: true }
}

const NAMES = {
  ExecuteStatement: {
    Statement: true,
    Parameters: true,
    ConsistentRead: true,
    NextToken: true,
    Limit: true,
    ReturnConsumedCapacity: true,
    ReturnValuesOnConditionCheckFailure: true,
  },
  BatchExecuteStatement: { Statements: true, ReturnConsumedCapacity: true },
  ExecuteTransaction: { TransactStatements: true, ClientRequestToken: true, ReturnConsumedCapacity: true },
} as const

function statementsOf(given: Record<string, unknown>): string[] {
  const parts = given.Statement ? [given] : (given.Statements ?? given.TransactStatements)
  const statements = Array.isArray(parts) ? parts.map((part) => part?.Statement) : []
  if (statements.length === 0 || !statements.every((statement) => typeof statement === 'string')) {
    throw validationException("Statement wasn't well formed, can't be processed")
  }
  return statements
}

// A table, and an index after a dot; names with other characters than these stand in quotes.
const NAME = String.raw`(?:"([^"]+)"|(\w+))`
const TARGET = String.raw`${NAME}(?:\s*\.\s*${NAME})?`
const STATEMENTS: [string, RegExp][] = [
  ['PartiQLSelect', new RegExp(String.raw`^\s*(?:EXISTS\s*\(\s*)?SELECT\s[^]*?\sFROM\s+${TARGET}`, 'i')],
  ['PartiQLInsert', new RegExp(String.raw`^\s*INSERT\s+INTO\s+${TARGET}`, 'i')],
  ['PartiQLUpdate', new RegExp(String.raw`^\s*UPDATE\s+${TARGET}`, 'i')],
  ['PartiQLDelete', new RegExp(String.raw`^\s*DELETE\s+FROM\s+${TARGET}`, 'i')],
]

function accessOf({ context }: Engine, statement: string): Access {
  for (const [action, pattern] of STATEMENTS) {
    const [, quotedTable, plainTable, quotedIndex, plainIndex] = pattern.exec(statement) ?? []
    const [table, index] = [quotedTable ?? plainTable, quotedIndex ?? plainIndex]
    if (table === undefined) continue
    const { arn } = tableReference(context, table)
    return { action: `dynamodb:${action}`, resource: index === undefined ? arn : `${arn}/index/${index}` }
  }
  throw validationException("Statement wasn't well formed, can't be processed")
}
