import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts'
import { accessRoleMay } from '../dynamodb/access-role.ts'
import { matrix, verdict } from '../dynamodb/matrix.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { type Credentials, clientOf } from '../world/accounts.ts'
import type { LocalWorld } from '../world/local-world.ts'
import type { World } from '../world/world.ts'
import { administrators, targetsOf } from './dynamodb.ts'

const OPERATION = 'sts:AssumeRole tenant access role'

/** The tenant access role on its own: who may assume it how, and what it allows where no session policy narrows it. */
export async function tenantRole(world: World): Promise<AttackClass> {
  const { local } = world
  if (!local) {
    return {
      name: 'tenant-role',
      controls: [],
      attempts: [],
      skipped: ['all of it: a deployed system runs no code of an attacker’s'],
    }
  }
  const targets = await targetsOf(world)
  const authorizer = await local.roleOf('Authorizer')
  const { TENANT_ACCESS_ROLE_ARN: arn = '' } = await world.account.environmentOf('app-plane-Authorizer')
  const tenantId = world.attacker.config.tenantId
  const alone = await assume(world, authorizer, {
    RoleArn: arn,
    RoleSessionName: tenantId,
    Tags: tags({ TenantId: tenantId }),
  })
  const session = {
    role: 'access role without a session policy',
    credentials: alone,
    may: accessRoleMay,
  }
  const parts = targets.map((target) => matrix(world, target, session))
  const trust = await trustAttempts(world, local, arn, authorizer)
  return {
    name: 'tenant-role',
    controls: [...trust.controls, ...parts.flatMap(({ controls }) => controls), ...administrators(world, targets)],
    attempts: [...trust.attempts, ...parts.flatMap(({ attempts }) => attempts)],
    skipped: [],
  }
}

const tags = (all: Record<string, string>) => Object.entries(all).map(([Key, Value]) => ({ Key, Value }))

async function assume(world: World, by: Credentials, input: AssumeRoleCommandInput): Promise<Credentials> {
  const answer = await new STSClient(clientOf(world.endpoints, by)).send(new AssumeRoleCommand(input))
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

async function trustAttempts(world: World, local: LocalWorld, RoleArn: string, authorizer: Credentials) {
  const own = world.attacker.config.tenantId
  const foreign = world.victim.config.tenantId
  const rightful: AssumeRoleCommandInput = { RoleArn, RoleSessionName: own, Tags: tags({ TenantId: own }) }
  const attempt = (
    role: string,
    by: Credentials,
    mutation: string,
    expected: string,
    change: Partial<AssumeRoleCommandInput>,
  ): Attempt => ({
    operation: OPERATION,
    role,
    mutation,
    expected,
    send: () => verdict(() => assume(world, by, { ...rightful, ...change })),
  })
  const wrong: [string, Partial<AssumeRoleCommandInput>][] = [
    ['no tag', { Tags: [] }],
    ['another tag', { Tags: tags({ Tenant: own }) }],
    ['the tag in small letters', { Tags: tags({ tenantid: own }) }],
    ['two tags', { Tags: tags({ TenantId: own, Role: 'TenantAdmin' }) }],
    ['two tags, one for the other tenant', { Tags: tags({ TenantId: own, TenantId2: foreign }) }],
    ['a foreign tag', { Tags: tags({ TenantId: foreign }) }],
    ['a foreign name', { RoleSessionName: foreign }],
    ['one name for all', { RoleSessionName: 'tenant-session' }],
    ['a name that begins like the tag', { RoleSessionName: `${own}-admin` }],
    ['no tag and no name of a tenant', { Tags: [], RoleSessionName: 'session' }],
    ['an empty tag', { Tags: tags({ TenantId: '' }) }],
    ['a transitive tag that it has not', { TransitiveTagKeys: ['Role'], Tags: tags({ TenantId: own, Role: 'x' }) }],
  ]
  const others: [string, Credentials][] = [
    ...(await Promise.all(
      ['Products', 'Orders', 'Users', 'TokenTrigger', 'TenantDirectory'].map(
        async (name): Promise<[string, Credentials]> => [`role of ${name}`, await local.roleOf(name)],
      ),
    )),
    ['a tenant session', await world.account.vendedSession(world.attacker.admin.token)],
  ]
  return {
    controls: [attempt('role of Authorizer', authorizer, 'rightful', 'allowed', {})],
    attempts: [
      ...wrong.map(([mutation, change]) => attempt('role of Authorizer', authorizer, mutation, 'AccessDenied', change)),
      ...others.flatMap(([role, by]) => [
        attempt(role, by, 'as the authorizer would', 'AccessDenied', {}),
        attempt(role, by, 'for a foreign tenant', 'AccessDenied', {
          RoleSessionName: foreign,
          Tags: tags({ TenantId: foreign }),
        }),
        attempt(role, by, 'without a tag', 'AccessDenied', { Tags: [] }),
      ]),
    ],
  }
}
