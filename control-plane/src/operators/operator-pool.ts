import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  paginateListUsersInGroup,
  UserNotConfirmedException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import { OPERATOR_ROLES, type OperatorRole } from '@tenantry/contracts/roles.ts'
import { mailProblem } from '@tenantry/toolkit/mail-problem.ts'

export interface Operator {
  /** Cognito's `sub`, which is the user name too in a pool where people sign in by e-mail. */
  id: string
  email: string
  role: OperatorRole
  /** An invited operator has not chosen a password yet. */
  state: 'active' | 'invited'
  createdAt: string
}

/** The operators' user pool. A role is a group of it, which nobody can join by themselves. */
export interface OperatorPool {
  /** By e-mail. */
  all(): Promise<Operator[]>
  /** Invites an operator by mail; null when there is one with this e-mail already. */
  add(email: string, role: OperatorRole): Promise<Operator | null>
  /** False when there was none. */
  remove(id: string): Promise<boolean>
  /** Takes an operator's authenticator app away and ends their sessions; false when there is none of this id. */
  forgetDevice(id: string): Promise<boolean>
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
const PAGE_SIZE = 60

export function operatorPool(client: CognitoIdentityProviderClient, UserPoolId: string): OperatorPool {
  async function inGroup(role: OperatorRole): Promise<Operator[]> {
    const operators: Operator[] = []
    const pages = paginateListUsersInGroup({ client, pageSize: PAGE_SIZE }, { UserPoolId, GroupName: role })
    for await (const { Users = [] } of pages) {
      for (const { Attributes, UserStatus, UserCreateDate } of Users) {
        operators.push({
          id: attribute(Attributes, 'sub'),
          email: attribute(Attributes, 'email'),
          role,
          state: UserStatus === 'FORCE_CHANGE_PASSWORD' ? 'invited' : 'active',
          createdAt: (UserCreateDate ?? new Date(0)).toISOString(),
        })
      }
    }
    return operators
  }

  /** False when the person exists; someone in no group is what an attempt that broke off left behind, and is none yet. */
  async function create(email: string): Promise<boolean> {
    try {
      await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
          MessageAction: 'SUPPRESS',
        }),
      )
      return true
    } catch (error) {
      if (!(error instanceof UsernameExistsException)) throw error
      const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: email }))
      return Groups.length === 0
    }
  }

  /** Whom no invitation reaches would be an operator for ever: they could neither sign in nor be invited again. */
  async function invite(email: string): Promise<void> {
    const invitation = new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      MessageAction: 'RESEND',
      DesiredDeliveryMediums: ['EMAIL'],
    })
    try {
      await client.send(invitation)
    } catch (error) {
      await client.send(new AdminDeleteUserCommand({ UserPoolId, Username: email }))
      throw mailProblem(error, email)
    }
  }

  async function forgetApp(id: string): Promise<void> {
    try {
      await client.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username: id }))
    } catch (error) {
      // Somebody who has not signed in yet has no app.
      if (!(error instanceof UserNotConfirmedException)) throw error
    }
  }

  return {
    async all() {
      const groups = await Promise.all(OPERATOR_ROLES.map(inGroup))
      return groups.flat().sort((one, other) => (one.email < other.email ? -1 : 1))
    },
    async add(email, role) {
      if (!(await create(email))) return null
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: role }))
      // The mail comes last: whoever gets it is an operator.
      await invite(email)
      const { UserAttributes, UserCreateDate } = await client.send(
        new AdminGetUserCommand({ UserPoolId, Username: email }),
      )
      const createdAt = (UserCreateDate ?? new Date(0)).toISOString()
      return { id: attribute(UserAttributes, 'sub'), email, role, state: 'invited', createdAt }
    },
    remove: (id) => whileThere(() => client.send(new AdminDeleteUserCommand({ UserPoolId, Username: id }))),
    forgetDevice: (id) =>
      whileThere(async () => {
        await forgetApp(id)
        // A lost device may hold a session beside the app.
        await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: id }))
      }),
  }
}

/** False when the person whom it is about is not there. */
async function whileThere(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof UserNotFoundException) return false
    throw error
  }
}

function attribute(attributes: AttributeType[] | undefined, name: 'sub' | 'email'): string {
  const value = attributes?.find(({ Name }) => Name === name)?.Value
  if (!value) throw new Error(`Cognito answered an operator without ${name}`)
  return value
}
