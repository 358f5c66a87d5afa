import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Services } from './authorize-operator.ts'

/** Asks the pool who somebody is now. */
export function presentOperator(client: CognitoIdentityProviderClient, UserPoolId: string): Services['present'] {
  return async (Username) => {
    try {
      const [user, { Groups = [] }] = await Promise.all([
        client.send(new AdminGetUserCommand({ UserPoolId, Username })),
        client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username })),
      ])
      const email = user.UserAttributes?.find(({ Name }) => Name === 'email')?.Value
      if (!user.Enabled || !email) return null
      return { email, groups: Groups.flatMap(({ GroupName }) => GroupName ?? []) }
    } catch (error) {
      if (error instanceof UserNotFoundException) return null
      throw error
    }
  }
}
