import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { ClientId, ClientMetadata, PoolId, Username } from '../inputs.ts'
import { invalidInput } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { accessAndIdToken, type IssueNeeds } from '../tokens/issue-tokens.ts'

const Input = z.strictObject({ UserPoolId: PoolId, ClientId, Username, ClientMetadata })

export type TokenNeeds = IssueNeeds & Pick<CognitoServices, 'clients' | 'users'>

/**
 * The tokens that a sign-in of this person would give now, the pool's trigger included. Nothing of the person changes: their password is
 * neither asked for nor touched, no session is opened and no refresh token given. AWS has nothing like it.
 */
export function tokensWithoutPassword(services: TokenNeeds) {
  const { context, pools, clients, users } = services
  return async (input: unknown) => {
    const wanted = parseInput(input)
    const pool = pools.get(wanted.UserPoolId)
    const client = clients.getIn(pool.id, wanted.ClientId)
    const user = users.getByName(pool, wanted.Username)
    if (user.status !== 'CONFIRMED') {
      throw new AwsError('UserNotConfirmedException', `The user has no password of their own yet (${user.status}).`)
    }
    const session = {
      eventId: context.ids.uuid(),
      originJti: context.ids.uuid(),
      poolId: pool.id,
      clientId: client.id,
      sub: user.sub,
      authTime: Math.floor(context.clock.now() / 1000),
    }
    const { ClientMetadata: clientMetadata } = wanted
    return accessAndIdToken(services)({ pool, client, user, source: 'Authentication', clientMetadata }, session)
  }
}

function parseInput(input: unknown): z.output<typeof Input> {
  const { data, error } = Input.safeParse(input, { reportInput: true })
  if (data) return data
  const [issue] = error.issues
  throw issue ? invalidInput(issue) : error
}
