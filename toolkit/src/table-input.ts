import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { system } from './system.ts'

export type Item = Record<string, unknown>

/** A ConditionExpression with its `#names` and `:values`. */
export interface Condition {
  condition?: string
  names?: Record<string, string>
  values?: Item
}

/** An UpdateExpression, for example `SET stock = stock - :quantity`, and what it is conditional on. */
export interface Update extends Condition {
  update: string
}

/** An update that sets attributes, whatever their names. */
export function setting(attributes: Item): Update & Required<Pick<Condition, 'names' | 'values'>> {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return {
    update: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    names: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
    values: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
  }
}

export interface TableQuery {
  index?: string
  /** KeyConditionExpression. */
  key: string
  filter?: string
  names?: Record<string, string>
  values: Item
  limit?: number
  /** Only these attributes of the items. */
  attributes?: readonly string[]
  /** `next` of the page before. */
  after?: Item
  descending?: boolean
  /** True for a table and false for an index (an index has no strongly consistent reads) unless told otherwise. */
  consistent?: boolean
}

export interface QueryPage {
  items: Item[]
  next: Item | undefined
}

/** A write's condition did not hold. */
export class ConditionFailed extends Error {
  /** The item as it was found, undefined when there was none. */
  readonly item: Item | undefined

  constructor(item: Item | undefined) {
    super('The condition of a write did not hold.')
    this.name = 'ConditionFailed'
    this.item = item
  }
}

/** A transaction was not applied. `reasons` has one entry for each write, in their order. */
export class TransactionCancelled extends Error {
  readonly reasons: { code: string; item: Item | undefined }[]

  constructor(reasons: { code: string; item: Item | undefined }[]) {
    super(`The transaction was cancelled: ${reasons.map((reason) => reason.code).join(', ')}`)
    this.name = 'TransactionCancelled'
    this.reasons = reasons
  }

  /** Did the condition of the write at this place fail? */
  failedAt(index: number): boolean {
    return this.reasons[index]?.code === 'ConditionalCheckFailed'
  }
}

/** Others kept writing the same items, or the table was too busy, for as long as we tried. */
export class Contended extends Error {
  constructor() {
    super('Other writes on the same items did not let this one through.')
    this.name = 'Contended'
  }
}

export const keyOf = (item: Item): Record<string, AttributeValue> => marshall(item, { removeUndefinedValues: true })
export const itemOf = (item: Record<string, AttributeValue>): Item => unmarshall(item)

/** The request members that a condition becomes. */
export function conditionInput({ condition, names, values }: Condition) {
  return {
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values && keyOf(values),
    ...(condition === undefined ? {} : { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const }),
  }
}

/** How often a write or read that others hindered is tried, over about two seconds in all. */
export const ATTEMPTS = 8
const BACKOFF_MS = 15

/** Is this error a passing conflict with another transaction? */
export const isConflict = (error: unknown): boolean => error instanceof TransactionConflictException

/** Runs a write again while it meets other transactions on the same items; the SDK does not. Throws ConditionFailed. */
export async function retryConflicts<T>(write: () => Promise<T>, conflict = isConflict): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write()
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed(error.Item && itemOf(error.Item))
      if (!conflict(error)) throw error
      if (attempt === ATTEMPTS) throw new Contended()
      await backOff(attempt)
    }
  }
}

/** Waits before another attempt, longer each time. */
export const backOff = (attempt: number): Promise<void> => system.sleep(BACKOFF_MS * 2 ** (attempt - 1) * jitter())

// Between a half and one: writers that collided must not collide again in step.
const jitter = () => 0.5 + Number.parseInt(system.random(4, '0123456789abcdef'), 16) / 0x20000
