/**
 * The scope with which whoever holds an access token changes or deletes the account at Cognito itself, past the rules of our APIs. The triggers
 * of both pools leave it out. https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export const SELF_SERVICE_SCOPE = 'aws.cognito.signin.user.admin'
