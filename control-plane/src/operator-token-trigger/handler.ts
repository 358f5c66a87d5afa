import { SELF_SERVICE_SCOPE } from '@tenantry/contracts/self-service-scope.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { triggerHandler } from '@tenantry/toolkit/trigger-handler.ts'

/** What Cognito hands to a PreTokenGeneration trigger V2_0, as far as it is read. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
interface TokenEvent {
  triggerSource: string
  response: {
    claimsAndScopeOverrideDetails?: { accessTokenGeneration?: { scopesToSuppress?: string[] } } | null
  }
}

/** Operators' accounts are changed by operators, at our API: the last system admin cannot delete theirs at Cognito. Groups stay in the token. */
export const handler = triggerHandler(createLogger('operator-token-trigger'), async (event: TokenEvent) => {
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: [SELF_SERVICE_SCOPE] } },
  }
  return event
})
