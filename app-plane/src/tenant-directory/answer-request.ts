import type { DetailType, RequestResult, TenantState } from '@tenantry/contracts/events.ts'
import { isTransient } from '@tenantry/toolkit/transient.ts'

export type PublishResult = (type: DetailType, result: RequestResult) => Promise<void>

/** The longest reason that is handed on. */
const MAX_REASON = 500

/** How a kind of request is answered. */
export type Answers = { success: DetailType; failure: DetailType }

/** Does what the control plane asked for and answers how that went; a failure is an answer too, or it would wait in vain. No answer when the work says false. */
export async function answerRequest(
  { publish, warn }: { publish: PublishResult; warn: (message: string, error: Error) => void },
  { success, failure }: Answers,
  { tenantId, workflowId, sequence }: TenantState,
  work: () => Promise<boolean>,
): Promise<void> {
  const result = { tenantId, workflowId, sequence }
  try {
    if (!(await work())) return
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    warn('request failed', error)
    const reason = `${error.name}: ${error.message}`.slice(0, MAX_REASON)
    return publish(failure, { ...result, reason, isTransient: isTransient(error) })
  }
  await publish(success, { ...result, reason: null, isTransient: false })
}
