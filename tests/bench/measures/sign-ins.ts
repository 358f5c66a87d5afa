import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { newMembership } from '@tenantry/app-plane/people/membership.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { PASSWORD, type Tenant } from '../../acceptance/onboarding.ts'
import { account } from '../../soak/account.ts'
import { srpSignIn } from '../../support/srp-sign-in.ts'
import { latency, perSecond, timed } from '../latency.ts'
import { withLoad } from '../processor.ts'
import type { Host } from '../start-host.ts'
import { tableNamed } from '../table-named.ts'

const USERS = 2000
/** So many of them sign in; each has a membership, as the token trigger demands. */
const MEMBERS = 100
const SIGN_INS = 200
const LOOPS = 4

/** Sign-ins by SRP, with the token trigger, in a pool of 2,000 users. */
export async function signIns({ endpoints }: Host, tenant: Tenant) {
  const cognito = new CognitoIdentityProviderClient(account(endpoints))
  const { userPoolId: UserPoolId, tenantId } = tenant.config
  const memberships = table(new DynamoDBClient(account(endpoints)), await tableNamed(endpoints, 'Memberships'))
  const emailOf = (user: number) => `user-${user}@bench.example`

  const create = async (user: number) => {
    const Username = emailOf(user)
    const UserAttributes = [
      { Name: 'email', Value: Username },
      { Name: 'email_verified', Value: 'true' },
    ]
    const made = await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
    )
    if (user >= MEMBERS) return
    await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }))
    const person = { userId: made.User?.Username ?? '', email: Username, isNew: true }
    await memberships.put(
      newMembership(person, { tenantId, role: 'TenantUser', invitedBy: null, at: '2026-01-01T00:00:00.000Z' }),
    )
  }
  await perSecond(USERS, LOOPS, create)

  const signIn = (index: number) =>
    srpSignIn(cognito, { ...tenant.config, email: emailOf(index % MEMBERS), password: PASSWORD })
  await timed(10, signIn)
  return withLoad(async () => ({
    users: USERS,
    latency: latency(await timed(SIGN_INS / 2, signIn)),
    perSecond: await perSecond(SIGN_INS, LOOPS, signIn),
    loops: LOOPS,
  }))
}
