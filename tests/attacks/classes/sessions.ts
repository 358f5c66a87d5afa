import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import { TENANT_SESSION_SECONDS } from '@tenantry/contracts/timing.ts'
import { verdict } from '../dynamodb/matrix.ts'
import { KEYED } from '../dynamodb/operations.ts'
import { keyIn, kindOf } from '../dynamodb/target.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { clientOf } from '../world/accounts.ts'
import { inTurn } from '../world/in-turn.ts'
import type { World } from '../world/world.ts'
import { targetsOf, vended } from './dynamodb.ts'

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
  const parts = await Promise.all(TENANT_ROLES.map((role) => usesOf(world, role)))
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

/** Everything that the session of a role may do to its own items, and that it is asked who it is. */
async function usesOf(world: World, role: (typeof TENANT_ROLES)[number]): Promise<Use[]> {
  const targets = await targetsOf(world)
  const session = await vended(world, targets, role)
  const { tenantId } = world.attacker.config
  const signedAt = (systemClockOffset: number) => ({
    ...clientOf(world.endpoints, session.credentials),
    systemClockOffset,
  })
  const keyed = targets.flatMap((target) =>
    KEYED.filter(({ action }) => session.may(target, action)).map((operation): Use => {
      const key = keyIn(target, target.partition === 'shardId' ? `${tenantId}-0` : tenantId)
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
