import type { Logger } from '@tenantry/toolkit/logger.ts'
import * as z from 'zod/mini'
import { StepInput } from './step.ts'

/** Names the tenant, the workflow and the step in every log line of a step, and logs how it ended. The task token is in no line. */
export async function logStep(
  logger: Pick<Logger, 'resetKeys' | 'appendKeys' | 'info' | 'warn'>,
  event: unknown,
  requestId: string,
  run: () => Promise<void>,
): Promise<void> {
  const { tenantId, workflowId, kind, step, attempt } = z.safeParse(StepInput, event).data ?? {}
  logger.resetKeys()
  logger.appendKeys({ requestId, tenantId, workflowId, kind, step, attempt })
  try {
    await run()
    logger.info('step done')
  } catch (error) {
    logger.warn('step failed', error as Error)
    throw error
  }
}
