import db from 'dynalite/db/index.js'
import validations from 'dynalite/validations/index.js'
import { AwsError } from '../../core/aws-error.ts'
import { fromDynalite } from '../errors.ts'
import { TABLES } from './tables.ts'

export type Input = Record<string, unknown>
export type Answer = Record<string, unknown>
/** An operation of an engine; it throws, or rejects with, an error of AWS. */
export type Engine = (operation: string, input: Input) => Promise<Answer>

/** dynalite with the tables of the comparison. Its operations are called below its HTTP server. */
export async function dynalite(): Promise<Engine> {
  const store = db.create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  const engine: Engine = async (operation, input) => {
    const name = (operation[0] ?? '').toLowerCase() + operation.slice(1)
    const [validation, action] = await Promise.all([
      import(`dynalite/validations/${name}.js`),
      import(`dynalite/actions/${name}.js`),
    ])
    const { types, custom } = validation.default
    try {
      const data = validations.checkTypes(structuredClone(input), types)
      validations.checkValidations(data, types, custom, store)
      return await new Promise((resolve, reject) =>
        action.default(store, data, (error: unknown, answer: Answer) => (error ? reject(error) : resolve(answer))),
      )
    } catch (error) {
      throw fromDynalite(error)
    }
  }
  for (const table of TABLES) {
    await engine('CreateTable', table)
    while (!(await isActive(engine, table.TableName))) await new Promise((resolve) => setImmediate(resolve))
  }
  return engine
}

async function isActive(engine: Engine, TableName: string): Promise<boolean> {
  const { Table } = await engine('DescribeTable', { TableName })
  const { TableStatus, GlobalSecondaryIndexes = [] } = Table as Status & { GlobalSecondaryIndexes?: Status[] }
  return TableStatus === 'ACTIVE' && GlobalSecondaryIndexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')
}

interface Status {
  TableStatus?: string
  IndexStatus?: string
}

/** What an engine did, so that it can be compared: the answer, or the error's code and message. */
export async function outcome(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return comparable(await work())
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return { error: error.code, message: error.message }
  }
}

/** Sets, and the items of a batch, have no order. */
function comparable(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (name, member) => {
    if (['SS', 'NS', 'BS'].includes(name)) return [...member].sort()
    if (name !== 'Responses') return member
    return Object.fromEntries(Object.entries(member).map(([table, items]) => [table, unordered(items as object[])]))
  })
}

/** Items in an order of their own, whatever the order of their members was. */
export const unordered = (items: object[]): object[] => items.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1))

const canonical = (item: object): string =>
  JSON.stringify(item, (_name, member) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
