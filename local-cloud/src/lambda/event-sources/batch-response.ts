import * as z from 'zod'

const Response = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })

/**
 * The ids of the messages that stay in the queue; 'all' for an answer that Lambda cannot read.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function failedItems(payload: string, messageIds: string[]): Set<string> | 'all' {
  let answer: unknown
  try {
    answer = JSON.parse(payload === '' ? 'null' : payload)
  } catch {
    return 'all'
  }
  // No answer at all is a complete success.
  if (answer === null || answer === undefined) return new Set()
  const parsed = Response.safeParse(answer)
  if (!parsed.success) return 'all'
  const ids = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier)
  return ids.every((id) => messageIds.includes(id)) ? new Set(ids) : 'all'
}
