import validation from 'dynalite/validations/listTables.js'
import type { Operation } from '../../core/service.ts'
import { type Engine, operation } from '../request/operation.ts'
import { validate } from '../request/validate.ts'

const MAX_NAMES = 100

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = ({ tables }: Engine): Operation =>
  operation({
    input: { ExclusiveStartTableName: true, Limit: true },
    read: (given: object) => validate<{ Limit?: number; ExclusiveStartTableName?: string }>(given, validation.types),
    access: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
    run({ Limit = MAX_NAMES, ExclusiveStartTableName: start }) {
      const names = tables.names().filter((name) => start === undefined || name > start)
      const page = names.slice(0, Limit)
      return { TableNames: page, ...(names.length > Limit && { LastEvaluatedTableName: page.at(-1) }) }
    },
  })
