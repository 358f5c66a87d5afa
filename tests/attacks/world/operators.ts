import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { OperatorRole } from '@tenantry/contracts/roles.ts'
import { PASSWORD } from '../../acceptance/onboarding.ts'
import { type Member, signIn } from './member.ts'

/** An operator of each role, signed in. The support agent is made by the pool's administrator, as no API makes the first of anything. */
export async function operatorsOf(
  endpoints: Endpoints,
  cognito: CognitoIdentityProviderClient,
  run: string,
): Promise<Record<OperatorRole, Member>> {
  const { username, password, ...pool } = endpoints.operator
  const SystemAdmin = await signIn(endpoints, pool, { email: username, password })
  const email = `support-${run}@operators.example`
  return { SystemAdmin, CustomerSupport: await createOperator(endpoints, cognito, email, 'CustomerSupport') }
}

/** An operator who is made by the pool's administrator, and signed in. */
export async function createOperator(
  endpoints: Endpoints,
  cognito: CognitoIdentityProviderClient,
  email: string,
  role: OperatorRole,
): Promise<Member> {
  const { username: _, password: __, ...pool } = endpoints.operator
  const user = { UserPoolId: pool.userPoolId, Username: email }
  await cognito.send(
    new AdminCreateUserCommand({
      ...user,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  )
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }))
  await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: role }))
  return signIn(endpoints, pool, { email, password: PASSWORD })
}
