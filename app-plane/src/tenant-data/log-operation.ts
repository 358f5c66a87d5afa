import type { Logger } from '@tenantry/toolkit/logger.ts'
import * as z from 'zod/mini'

const Named = z.object({ operation: z.string(), tenantId: z.string() })

/** Names the tenant and the operation in every log line of a call, and logs how it ended. */
export async function logOperation<T>(
  logger: Pick<Logger, 'resetKeys' | 'appendKeys' | 'info' | 'warn'>,
  event: unknown,
  requestId: string,
  run: () => Promise<T>,
): Promise<T> {
  const { operation, tenantId } = z.safeParse(Named, event).data ?? {}
  logger.resetKeys()
  logger.appendKeys({ requestId, tenantId, operation })
  try {
    const answer = await run()
    logger.info('operation done')
    return answer
  } catch (error) {
    logger.warn('operation failed', error as Error)
    throw error
  }
}
