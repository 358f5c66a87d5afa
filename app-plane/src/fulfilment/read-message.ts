import { OrderPlaced, SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import * as z from 'zod/mini'

const Envelope = z.object({
  source: z.literal(SHOP_SOURCE),
  'detail-type': z.literal('OrderPlaced'),
  detail: OrderPlaced,
})

/** The event in a message of the fulfilment queue; throws for anything else. */
export function readMessage(body: string): OrderPlaced {
  const result = z.safeParse(Envelope, json(body))
  if (result.success) return result.data.detail
  const fields = result.error.issues.map((issue) => issue.path.join('.'))
  throw new Error(`The message is no event of ours; malformed at: ${fields.join(', ')}`)
}

function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
