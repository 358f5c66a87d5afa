import type { DetailType, RequestResult } from '@tenantry/contracts/events.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { finished, type Registration } from '../tenants/onboarding.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'
import type { WaitingTasks } from './waiting-tasks.ts'

export interface Services {
  tenants: Pick<TenantStore, 'registration' | 'save'>
  tasks: WaitingTasks
  logger: Pick<Logger, 'info'>
}

type ResultType = Extract<DetailType, 'sbt_aws_provisionSuccess' | 'sbt_aws_provisionFailure'>

/** Hands the app plane's answer to the onboarding that waits for it. An answer to an earlier request than the last one is ignored, and so is a second one. */
export const answerOnboarding =
  ({ tenants, tasks, logger }: Services) =>
  async (type: ResultType, result: RequestResult): Promise<void> => {
    const registration = await tenants.registration(result.registrationId)
    const pending = registration?.pending
    if (
      !registration ||
      !pending ||
      registration.tenantId !== result.tenantId ||
      pending.sequence !== result.sequence
    ) {
      const { tenantId, registrationId, sequence } = result
      logger.info('nobody waits for this answer', { tenantId, registrationId, sequence, type })
      return
    }
    switch (type) {
      case 'sbt_aws_provisionSuccess':
        await appPlaneDone(tenants, registration)
        return tasks.succeed(pending.taskToken, { sequence: result.sequence })
      case 'sbt_aws_provisionFailure':
        return tasks.fail(pending.taskToken, result.reason ?? 'The application plane gave no reason.')
      default:
        throw type satisfies never
    }
  }

async function appPlaneDone(tenants: Services['tenants'], registration: Registration) {
  if (registration.steps.some((step) => step.name === 'app-plane' && step.status === 'done')) return
  const steps = finished(registration.steps, 'app-plane')
  await tenants.save(registration, { ...registration, steps, version: registration.version + 1 })
}
