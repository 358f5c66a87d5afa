import type { BusEvent } from '@tenantry/toolkit/events.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { Outbox } from '../tenants/outbox.ts'
import { answerOnboarding, type Services as OnboardingServices } from './answer-onboarding.ts'
import { readResult } from './read-result.ts'

export interface Services extends OnboardingServices {
  outbox: Pick<Outbox, 'remove'>
  logger: Pick<Logger, 'info' | 'warn'>
}

/**
 * Takes an answer of the app plane: an onboarding waits for it in its state machine; a suspension or reactivation in the outbox, where
 * the request stays, and is made again each minute, until the app plane has done it.
 */
export const takeResult = (services: Services) => {
  const answer = answerOnboarding(services)
  return async (event: BusEvent): Promise<void> => {
    const { type, result } = readResult(event)
    switch (type) {
      case 'sbt_aws_provisionSuccess':
      case 'sbt_aws_provisionFailure':
        return answer(type, result)
      case 'sbt_aws_activateSuccess':
      case 'sbt_aws_deactivateSuccess':
        return services.outbox.remove(result)
      case 'sbt_aws_activateFailure':
      case 'sbt_aws_deactivateFailure': {
        const { tenantId, sequence, reason } = result
        services.logger.warn('the app plane could not follow', { type, tenantId, sequence, reason })
        return
      }
      default:
        throw type satisfies never
    }
  }
}
