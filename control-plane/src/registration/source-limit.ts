import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

/** How often one source may write without a token. */
export interface SourceLimit {
  /** THROTTLED when the source has used up its burst. */
  admit(sourceIp: string): Promise<void>
}

/** `paidUntil` is when the source's bucket is full again, in milliseconds since the epoch. */
const Source = z.object({ paidUntil: z.number() })

/**
 * A token bucket for each source, in the table of sign-ups. It is stored as the time when it is full again, so that a request takes its token
 * by one conditional write: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
 */
export function sourceLimit(
  table: Pick<Table, 'update'>,
  system: Pick<System, 'now'>,
  { perSecond, burst }: { perSecond: number; burst: number },
): SourceLimit {
  const tokenMs = 1000 / perSecond
  const fullMs = burst * tokenMs

  /** The item as it was when the condition did not hold, or null when it did. */
  async function pay(id: string, from: number | null, condition: string, values: object): Promise<unknown> {
    const now = system.now()
    try {
      await table.update(
        { id },
        {
          update: `SET paidUntil = ${from === null ? 'paidUntil' : ':from'} + :token, expiresAt = :expiresAt`,
          condition,
          values: {
            ...(from !== null && { ':from': from }),
            ':token': tokenMs,
            ':expiresAt': Math.ceil((now + fullMs) / 1000) + 60,
            ...values,
          },
        },
      )
      return null
    } catch (error) {
      if (error instanceof ConditionFailed) return error.item ?? {}
      throw error
    }
  }

  return {
    async admit(sourceIp) {
      const id = `source#${sourceOf(sourceIp)}`
      const now = system.now()
      // The bucket is full; or else it has a token left.
      if ((await pay(id, now, 'attribute_not_exists(id) OR paidUntil <= :now', { ':now': now })) === null) return
      const latest = now + fullMs - tokenMs
      const refused = await pay(id, null, 'paidUntil <= :latest', { ':latest': latest })
      if (refused === null) return
      const { paidUntil = now + fullMs } = z.safeParse(Source, refused).data ?? {}
      const seconds = Math.max(1, Math.ceil((paidUntil - latest) / 1000))
      throw new ApiError('THROTTLED', 'Too many requests came from your network address. Try again later.', {
        headers: { 'retry-after': String(seconds) },
      })
    },
  }
}

/** The operation, as often as its source may. */
export const limitedBySource =
  (limit: SourceLimit, operation: ApiOperation): ApiOperation =>
  async (request) => {
    await limit.admit(request.sourceIp)
    return operation(request)
  }

/** What counts as one source: an IPv4 address, or the network of 64 bits that one customer of IPv6 has. */
export function sourceOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped) return mapped
  const [head = '', tail] = ip.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}
