import { handler } from '@tenantry/app-plane/token-trigger/handler.ts'

export const selfServiceKept: typeof handler = async (event) => {
  const answered = await handler(event)
  delete answered.response.claimsAndScopeOverrideDetails?.accessTokenGeneration?.scopesToSuppress
  return answered
}
