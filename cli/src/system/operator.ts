import type { Cloud } from '@tenantry/local-cloud/cloud.ts'
import type { Endpoints } from './endpoints.ts'

/** Gives the operator whom the deployment invited a password of their own, unless they have one: on a laptop they sign in at once. */
export async function seedOperator(cloud: Cloud, username: string, password: string): Promise<Endpoints['operator']> {
  const userPoolId = cloud.output('tenantry-control-plane', 'OperatorUserPoolId')
  const clientId = cloud.output('tenantry-control-plane', 'OperatorClientId')
  const target = { UserPoolId: userPoolId, Username: username }
  const { UserStatus } = await cloud.call('cognito-idp', 'AdminGetUser', target)
  if (UserStatus === 'FORCE_CHANGE_PASSWORD') {
    await cloud.call('cognito-idp', 'AdminSetUserPassword', { ...target, Password: password, Permanent: true })
  }
  return { username, password, userPoolId, clientId }
}
