/** What Cognito hands to a PreTokenGeneration trigger V2_0, as far as it is read. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
export interface TokenEvent {
  userName: string
  /** `TokenGeneration_RefreshTokens` for a refresh. */
  triggerSource: string
  request: {
    userAttributes: Record<string, string>
    /** From RespondToAuthChallenge and GetTokensFromRefreshToken; InitiateAuth passes none. */
    clientMetadata?: Record<string, string> | null
  }
  response: {
    claimsAndScopeOverrideDetails?: {
      accessTokenGeneration?: { claimsToAddOrOverride?: Record<string, string>; scopesToSuppress?: string[] }
    } | null
  }
}
