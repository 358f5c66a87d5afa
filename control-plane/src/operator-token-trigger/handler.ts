import { SELF_SERVICE_SCOPE } from '@tenantry/contracts/self-service-scope.ts'

/** What Cognito hands to a PreTokenGeneration trigger V2_0, as far as it is read. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
interface TokenEvent {
  response: {
    claimsAndScopeOverrideDetails?: { accessTokenGeneration?: { scopesToSuppress?: string[] } } | null
  }
}

/** Operators' accounts are changed by operators, at our API: the last system admin cannot delete theirs at Cognito. Groups stay in the token. */
export async function handler(event: TokenEvent): Promise<TokenEvent> {
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: [SELF_SERVICE_SCOPE] } },
  }
  return event
}
