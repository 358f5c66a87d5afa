import type { DetailType, ProvisionResult, TenantState } from '@tenantry/contracts/events.ts'

export type PublishResult = (type: DetailType, result: ProvisionResult) => Promise<void>

/** The longest reason that is handed on. */
const MAX_REASON = 500

/** Tells the control plane how the provisioning went; a failure is an answer too, or it would wait in vain. */
export async function answerRequest(
  { publish, warn }: { publish: PublishResult; warn: (message: string, error: Error) => void },
  { tenantId, registrationId, sequence }: TenantState,
  provision: () => Promise<boolean>,
): Promise<void> {
  const result = { tenantId, registrationId, sequence }
  try {
    if (!(await provision())) return
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    warn('provisioning failed', error)
    const reason = `${error.name}: ${error.message}`.slice(0, MAX_REASON)
    return publish('sbt_aws_provisionFailure', { ...result, reason })
  }
  await publish('sbt_aws_provisionSuccess', { ...result, reason: null })
}
