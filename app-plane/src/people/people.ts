import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  UnsupportedUserStateException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import type { MembershipStore } from './membership-store.ts'

export interface Person {
  /** Cognito's `sub`, which is the user name too in a pool where people sign in by e-mail. */
  userId: string
  email: string
  /** Nobody knows this account's password yet, and it belongs to no other tenant. */
  isNew: boolean
}

/** The pool's people. They belong to no tenant: a tenant changes memberships, and a person goes with their last one. */
export interface People {
  /** Creates the person without a mail, or finds the one who has this e-mail. */
  createOrFind(email: string, tenantId: string): Promise<Person>
  /** Has Cognito send the invitation of a new person with a fresh temporary password; false when they have set their own already. */
  sendInvitation(email: string): Promise<boolean>
  /** Ends the refresh tokens of a person, who may be gone. */
  signOut(userId: string): Promise<void>
  /** Deletes the person unless they belong to a tenant besides this one. */
  removeUnlessMemberElsewhere(userId: string, tenantId: string): Promise<void>
}

export function poolPeople(
  client: CognitoIdentityProviderClient,
  { userPoolId, memberships }: { userPoolId: string; memberships: Pick<MembershipStore, 'ofUser'> },
): People {
  const isElsewhere = async (userId: string, tenantId: string) =>
    (await memberships.ofUser(userId)).some((membership) => membership.tenantId !== tenantId)

  async function find(email: string, tenantId: string): Promise<Person> {
    const { UserAttributes, UserStatus } = await client.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: email }),
    )
    const userId = subOf(UserAttributes)
    // Someone whom an attempt that broke off left behind is as good as new.
    const isNew = UserStatus === 'FORCE_CHANGE_PASSWORD' && !(await isElsewhere(userId, tenantId))
    return { userId, email, isNew }
  }

  return {
    async createOrFind(email, tenantId) {
      try {
        const { User } = await client.send(
          new AdminCreateUserCommand({
            UserPoolId: userPoolId,
            Username: email,
            // The invitation's password reaches the person by this address, so signing in proves it.
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            MessageAction: 'SUPPRESS',
          }),
        )
        return { userId: subOf(User?.Attributes), email, isNew: true }
      } catch (error) {
        if (error instanceof UsernameExistsException) return find(email, tenantId)
        throw error
      }
    },
    async sendInvitation(email) {
      try {
        await client.send(
          new AdminCreateUserCommand({
            UserPoolId: userPoolId,
            Username: email,
            MessageAction: 'RESEND',
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        )
        return true
      } catch (error) {
        if (error instanceof UnsupportedUserStateException) return false
        throw error
      }
    },
    async signOut(userId) {
      await unlessGone(() =>
        client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId, Username: userId })),
      )
    },
    async removeUnlessMemberElsewhere(userId, tenantId) {
      if (await isElsewhere(userId, tenantId)) return
      await unlessGone(() => client.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: userId })))
    },
  }
}

/** Whoever is gone has nothing left to take away. */
async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error
  }
}

function subOf(attributes: AttributeType[] | undefined): string {
  const sub = attributes?.find(({ Name }) => Name === 'sub')?.Value
  if (!sub) throw new Error('Cognito answered a user without a sub')
  return sub
}
