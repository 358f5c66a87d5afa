import { readFile } from 'node:fs/promises'
import { type Decimal, parseDecimal } from '@tenantry/attribution/decimal.ts'
import { DriverTable } from '@tenantry/attribution/drivers/driver-table.ts'
import { BadInput, BadRows } from '@tenantry/attribution/files/bad-input.ts'
import { BadRow, field, object, parseObject, text } from '@tenantry/attribution/files/parse-object.ts'
import { readLines } from '@tenantry/attribution/files/read-lines.ts'
import type { SpreadRule } from '@tenantry/attribution/spread.ts'
import { SPREAD_RULES } from './options.ts'

/** The driver table, with the rows of a file before the built-in ones. */
export const readDrivers = async (file?: string): Promise<DriverTable> =>
  file === undefined ? new DriverTable() : parse(file, (json) => new DriverTable(json))

/** Whose each resource is, from JSON lines of `resourceId` and `tenant`; null is the platform. */
export async function readResources(file?: string): Promise<Map<string, string | null>> {
  const owners = new Map<string, string | null>()
  if (file === undefined) return owners
  const bad = new BadRows()
  await readLines(file, (bytes, from, to, line) => {
    try {
      const row = parseObject(bytes.subarray(from, to))
      const resource = text(row, 'resourceId')
      const tenant = field(row, 'tenant') === null ? null : text(row, 'tenant')
      if ((owners.get(resource) ?? tenant) !== tenant) throw new BadRow(`${resource} is recorded for two tenants`)
      owners.set(resource, tenant)
    } catch (error) {
      if (!(error instanceof BadRow)) throw error
      bad.add(file, line, error.message)
    }
  })
  bad.throwIfAny()
  return owners
}

/** One of the named rules, or the weights of a JSON file: `{ "tenant": "0.25", … }`. */
export async function readSpreadRule(rule?: string): Promise<SpreadRule | undefined> {
  if (rule === undefined || SPREAD_RULES.includes(rule)) return rule as SpreadRule | undefined
  return parse(rule, (json) => new Map(Object.entries(object(json, 'the file')).map(weight)))
}

function weight([tenant, value]: [string, unknown]): [string, Decimal] {
  const weight = typeof value === 'string' ? parseDecimal(value) : undefined
  if (!weight || weight.digits < 0n)
    throw new BadRow(`the weight of ${tenant} must be a decimal of at least 0, in quotes`)
  return [tenant, weight]
}

async function parse<Result>(file: string, use: (json: unknown) => Result): Promise<Result> {
  try {
    return use(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof BadRow || error instanceof SyntaxError || (error as NodeJS.ErrnoException).code) {
      throw new BadInput(`${file}: ${(error as Error).message}`, { cause: error })
    }
    throw error
  }
}
