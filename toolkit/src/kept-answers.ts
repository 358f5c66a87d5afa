import { createHash } from 'node:crypto'
import { ANSWER_PARTITIONS, ANSWER_SECONDS, IdempotencyKey } from '@tenantry/contracts/idempotency.ts'
import { LONGEST_REQUEST_SECONDS } from '@tenantry/contracts/timing.ts'
import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import type { ApiResponse } from './http-response.ts'
import type { Logger } from './logger.ts'
import { parse } from './parse.ts'
import { system as ours, type System } from './system.ts'
import { ConditionFailed, type Item, type Table } from './table.ts'

/** Where answers to a caller are kept: a table (pk `partition`, sk `id`, expiry `expiresAt`), and the caller's partitions in it. */
export interface AnswerShelf {
  table: Pick<Table, 'put'>
  /** The same table for what ends a request that has begun. @default `table` */
  ending?: Pick<Table, 'put'>
  partition(n: number): string
}

/** The shelf of a caller, by the authorizer's context. */
export type AnswersOf = (caller: Record<string, string>) => AnswerShelf

/** A POST that came with an idempotency key. */
export interface KeyedRequest {
  key: string
  operation: string
  /** Of the authorizer; empty for a stranger. */
  caller: Record<string, string>
  /** All that the request asks for: the same key with anything else is refused. */
  content: unknown
}

const Kept = z.object({
  fingerprint: z.string(),
  /** Absent while the request that came first is under way. */
  answer: z.optional(
    z.object({ status: z.int(), body: z.optional(z.string()), headers: z.record(z.string(), z.string()) }),
  ),
})

/** A request is under way for no longer than this; then its function has ended, and another request may be tried. */
const LEASE_MS = (LONGEST_REQUEST_SECONDS + 5) * 1000
/** Milliseconds between looks at a request that is under way, about four seconds in all. */
const WAITS_MS = [50, 100, 200, 400, 800, 1200, 1200]

/** Under which key an answer is kept: tenants have partitions of their own, and people and operations ids of their own. */
export const answerId = ({ key, operation, caller }: KeyedRequest): string =>
  `${operation}#${caller.userId ?? 'stranger'}#${digest(key)}`

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * Does the work once for an idempotency key: a repeated request gets the answer of the first, and one that comes while the first is under
 * way waits for it. Work that throws has no answer, and leaves the key free.
 */
export async function answerOnce(
  { table, ending = table, partition }: AnswerShelf,
  request: KeyedRequest,
  work: () => Promise<ApiResponse>,
  { logger, system = ours }: { logger: Pick<Logger, 'warn'>; system?: Pick<System, 'now' | 'uuid' | 'sleep'> },
): Promise<ApiResponse> {
  parse(IdempotencyKey, request.key, 'Idempotency-Key')
  const id = answerId(request)
  const [byte = 0] = createHash('sha256').update(id).digest()
  const place = { partition: partition(byte % ANSWER_PARTITIONS), id }
  const fingerprint = digest(JSON.stringify(request.content))
  const holder = system.uuid()

  for (let attempt = 0; ; attempt++) {
    const earlier = await claim()
    if (!earlier) break
    const { fingerprint: theirs, answer } = z.parse(Kept, earlier)
    if (theirs !== fingerprint) throw conflict('This key came with another request before.')
    if (answer) return { ...answer, body: answer.body === undefined ? undefined : JSON.parse(answer.body) }
    const wait = WAITS_MS[attempt]
    if (wait === undefined) throw conflict('The request that came with this key first is still under way.', '1')
    await system.sleep(wait)
  }
  try {
    const response = await work()
    const { status, body, headers = {} } = response
    await settle({ answer: { status, body: body === undefined ? undefined : JSON.stringify(body), headers } })
    return response
  } catch (error) {
    await settle({ expiresAt: seconds(0) })
    throw error
  }

  /** Undefined when the key is this request's now; else what is kept of another one. */
  async function claim(): Promise<Item | undefined> {
    const now = system.now()
    try {
      await table.put(record({ until: now + LEASE_MS }), {
        // An expired item may still be there: DynamoDB deletes it days later.
        condition:
          'attribute_not_exists(id) OR expiresAt <= :seconds OR (attribute_not_exists(answer) AND #until <= :now)',
        names: { '#until': 'until' },
        values: { ':seconds': seconds(0), ':now': now },
      })
      return undefined
    } catch (error) {
      if (error instanceof ConditionFailed && error.item) return error.item
      throw error
    }
  }

  /** The answer is given whether or not it could be kept: what was done is done. */
  async function settle(outcome: Item): Promise<void> {
    try {
      await ending.put(record(outcome), { condition: 'holder = :holder', values: { ':holder': holder } })
    } catch (error) {
      logger.warn('answer not kept', { error: error as Error })
    }
  }

  function record(more: Item): Item {
    return { ...place, fingerprint, holder, expiresAt: seconds(ANSWER_SECONDS), ...more }
  }

  function seconds(later: number): number {
    return Math.floor(system.now() / 1000) + later
  }
}

const conflict = (message: string, retryAfter?: string): ApiError =>
  new ApiError('IDEMPOTENCY_CONFLICT', message, {
    field: 'Idempotency-Key',
    ...(retryAfter && { headers: { 'retry-after': retryAfter } }),
  })
