import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const DOMAIN = '@people.example'
const PEOPLE = 40

/** People of a Cognito user pool: there, or deleted. */
export function people(endpoints: Endpoints, random: Random): Writer {
  const cognito = new CognitoIdentityProviderClient(account(endpoints))
  const { userPoolId: UserPoolId } = endpoints.operator
  const stored = ledger<true>('person')
  const there = new Set<string>()
  return {
    name: 'people',
    count: stored.count,
    async prepare() {},
    async write() {
      const key = `person-${random.below(PEOPLE)}${DOMAIN}`
      const user = { UserPoolId, Username: key }
      if (there.has(key)) {
        await noted(stored, { key, value: undefined, send: () => cognito.send(new AdminDeleteUserCommand(user)) })
        there.delete(key)
        return
      }
      const create = new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' })
      await noted(stored, { key, value: true, send: () => cognito.send(create) })
      there.add(key)
    },
    async check() {
      there.clear()
      for (let PaginationToken: string | undefined, first = true; first || PaginationToken; first = false) {
        const page = await cognito.send(new ListUsersCommand({ UserPoolId, PaginationToken }))
        for (const { Attributes = [] } of page.Users ?? []) {
          const email = Attributes.find(({ Name }) => Name === 'email')?.Value ?? ''
          if (email.endsWith(DOMAIN)) there.add(email)
        }
        PaginationToken = page.PaginationToken
      }
      return stored.compare(new Map([...there].map((email) => [email, true])))
    },
  }
}
