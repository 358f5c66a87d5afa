import validation from 'dynalite/validations/describeTable.js'
import type { Operation } from '../../core/service.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { type TableReference, withTableName } from '../request/table-reference.ts'
import { validate } from '../request/validate.ts'
import { describeTable as describe } from '../table-description.ts'

/** Reads a request that names a table and nothing else. */
export function readTableName({ context }: Engine, given: object): TableReference {
  const { input, reference } = withTableName(context, given)
  validate(input, validation.types)
  return reference
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = (engine: Engine): Operation =>
  operation({
    input: { TableName: true },
    read: (given: object) => readTableName(engine, given),
    access: (reference) => tableAccess('DescribeTable', reference),
    run: ({ name }) => ({ Table: describe(engine.tables, engine.tables.described(name)) }),
  })
