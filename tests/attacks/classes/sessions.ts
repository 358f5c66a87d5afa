import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { TENANT_SESSION_SECONDS } from '@tenantry/contracts/timing.ts'
import { ownKey } from '../dynamodb/keys.ts'
import { type Session, verdict } from '../dynamodb/matrix.ts'
import { KEYED } from '../dynamodb/operations.ts'
import { may } from '../dynamodb/rights.ts'
import { kindOf } from '../dynamodb/target.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { clientConfig } from '../world/accounts.ts'
import { inTurn } from '../world/in-turn.ts'
import type { World } from '../world/world.ts'
import { targetsOf, vendedSessions } from './dynamodb.ts'

/** Whatever was vended before this is over by then. */
const OVER_MS = TENANT_SESSION_SECONDS * 1000 + 1000

/** Sessions that a thief kept until they were over: each thing that one could do a moment ago is refused, to the word. */
export async function sessions(world: World): Promise<AttackClass> {
  const { local } = world
  if (!local) {
    return {
      name: 'sessions',
      controls: [],
      attempts: [],
      skipped: ['all of it: a deployed system’s time is its own'],
    }
  }
  const sessions = await vendedSessions(world)
  const parts = await Promise.all(sessions.map((session) => usesOf(world, session)))
  const uses = parts.flat()
  return {
    name: 'sessions',
    controls: uses.map(({ operation, role, send }) => ({
      operation,
      role,
      mutation: 'before its end',
      expected: 'allowed',
      send: () => send(0),
    })),
    attempts: uses.map(({ operation, role, expected, send }) => ({
      operation,
      role,
      mutation: 'after its end',
      expected,
      send: () => inTurn('clock', () => local.system.at(OVER_MS, () => send(OVER_MS))),
    })),
    skipped: [],
  }
}

interface Use extends Pick<Attempt, 'operation' | 'role' | 'expected'> {
  /** Signed at this distance from now, in milliseconds. */
  send(offset: number): Promise<string>
}

/** Everything that a session may do to its own items, and that it is asked who it is. */
async function usesOf(world: World, { role, rights, credentials }: Session): Promise<Use[]> {
  const targets = await targetsOf(world)
  const { tenantId } = world.attacker.config
  // A client that is used again takes over the server's clock.
  const signedAt = (systemClockOffset: number) => ({
    ...clientConfig(world.endpoints, credentials),
    systemClockOffset,
  })
  const keyed = targets.flatMap((target) =>
    KEYED.filter(({ action }) => may(rights, target, action)).map((operation): Use => {
      const key = ownKey(target, tenantId, { writing: rights, action: operation.action })
      return {
        operation: `dynamodb:${operation.name} ${kindOf(target)}`,
        role,
        expected: 'ExpiredTokenException',
        send: (offset) => verdict(() => operation.run(new DynamoDBClient(signedAt(offset)), target, [key])),
      }
    }),
  )
  return [
    ...keyed,
    {
      operation: 'sts:GetCallerIdentity',
      role,
      // As the query protocol calls it.
      expected: 'ExpiredToken',
      send: (offset) => verdict(() => new STSClient(signedAt(offset)).send(new GetCallerIdentityCommand({}))),
    },
  ]
}
