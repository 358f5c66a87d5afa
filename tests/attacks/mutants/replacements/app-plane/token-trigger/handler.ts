import { handler } from '@tenantry/app-plane/token-trigger/handler.ts'

export const selfServiceKept: typeof handler = async (event, context) => {
  const answered = await handler(event, context)
  delete answered.response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.scopesToSuppress
  return answered
}
