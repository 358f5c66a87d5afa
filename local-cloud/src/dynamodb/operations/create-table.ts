import type { Operation } from '../../core/service.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { describeTable } from '../table-description.ts'
import { CREATE_TABLE_INPUT, definitionOf } from '../table-request.ts'

/** The table is there when this answers. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable = ({ context, tables }: Engine): Operation =>
  operation({
    input: CREATE_TABLE_INPUT,
    read(given: object) {
      const { input, reference } = withTableName(context, given)
      return { reference, definition: definitionOf(input) }
    },
    access: ({ reference }) => tableAccess('CreateTable', reference),
    run: ({ definition }) => ({ TableDescription: describeTable(tables, tables.create(definition), 'CREATING') }),
  })
