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
import type { AddressBook } from './address-book.ts'
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
  /**
   * Does work on the person of this address, in the name of a tenant. All that changes who a person belongs to is done so: nobody else does
   * anything with the address meanwhile. Waits for others for a few seconds, then throws Locked.
   */
  alone<T>(email: string, tenantId: string, work: (held: HeldPerson) => Promise<T>): Promise<T>
  /** Ends the refresh tokens of a person, who may be gone. */
  signOut(userId: string): Promise<void>
}

/** The person of an address, held for one tenant. */
export interface HeldPerson {
  /** Creates the person without a mail, or finds the one who has this address. The tenant counts as one of theirs from now on. */
  createOrFind(): Promise<Person>
  find(): Promise<Person | undefined>
  /**
   * Has Cognito mail a fresh temporary password, in an invitation that names the tenant. False when the person has set a password of their
   * own: it stays, whoever invites them.
   */
  sendPassword(): Promise<boolean>
  /** The tenant has lost this person: the account goes too, unless they belong to another tenant. Answers whether it is gone. */
  leave(userId: string): Promise<boolean>
}

interface Needs {
  userPoolId: string
  memberships: Pick<MembershipStore, 'ofUser'>
  addresses: AddressBook
}

export function poolPeople(client: CognitoIdentityProviderClient, needs: Needs): People {
  const { addresses } = needs
  return {
    alone: (email, tenantId, work) =>
      addresses.alone(email, (assertHeld) => work(held(client, { ...needs, assertHeld }, email, tenantId))),
    async signOut(userId) {
      await unlessGone(() =>
        client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: needs.userPoolId, Username: userId })),
      )
    },
  }
}

function held(
  client: CognitoIdentityProviderClient,
  { userPoolId: UserPoolId, memberships, addresses, assertHeld }: Needs & { assertHeld(): void },
  email: string,
  tenantId: string,
): HeldPerson {
  async function isElsewhere(userId: string): Promise<boolean> {
    const indexed = (await memberships.ofUser(userId)).map((membership) => membership.tenantId)
    return (await addresses.correct(email, indexed)).some((one) => one !== tenantId)
  }

  async function find(): Promise<Person | undefined> {
    const found = await unlessGone(() => client.send(new AdminGetUserCommand({ UserPoolId, Username: email })))
    if (!found) return undefined
    const userId = subOf(found.UserAttributes)
    // Treat a person whom an interrupted invitation left behind as new.
    const isNew = found.UserStatus === 'FORCE_CHANGE_PASSWORD' && !(await isElsewhere(userId))
    return { userId, email, isNew }
  }

  async function create(): Promise<Person | undefined> {
    // The invitation's password reaches the person by this address, so signing in proves it.
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ]
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes, MessageAction: 'SUPPRESS' }),
      )
      return { userId: subOf(User?.Attributes), email, isNew: true }
    } catch (error) {
      if (error instanceof UsernameExistsException) return undefined
      throw error
    }
  }

  return {
    async createOrFind() {
      assertHeld()
      // First of all: whoever removes the person from another tenant must not delete the account beneath a membership of this one.
      await addresses.note(email, tenantId, true)
      const person = (await create()) ?? (await find())
      if (!person) throw new Error('Cognito has the address, and has nobody of that address')
      return person
    },
    find,
    async sendPassword() {
      assertHeld()
      await addresses.announce(email, tenantId)
      try {
        await client.send(
          new AdminCreateUserCommand({
            UserPoolId,
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
    async leave(userId) {
      assertHeld()
      await addresses.note(email, tenantId, false)
      if (await isElsewhere(userId)) return false
      assertHeld()
      await unlessGone(() => client.send(new AdminDeleteUserCommand({ UserPoolId, Username: userId })))
      return true
    },
  }
}

/** Undefined when the person is gone. */
async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined
    throw error
  }
}

function subOf(attributes: AttributeType[] | undefined): string {
  const sub = attributes?.find(({ Name }) => Name === 'sub')?.Value
  if (!sub) throw new Error('Cognito answered a user without a sub')
  return sub
}
