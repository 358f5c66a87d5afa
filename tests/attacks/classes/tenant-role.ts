import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts'
import { matrix, verdict } from '../dynamodb/matrix.ts'
import type { Target } from '../dynamodb/target.ts'
import { type AccessRole, accessRoles } from '../product/access-roles.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { type Credentials, clientAs } from '../world/accounts.ts'
import type { LocalWorld } from '../world/local-world.ts'
import type { World } from '../world/world.ts'
import { administrators, targetsOf, vendedSessions } from './dynamodb.ts'

/** The roles of tenants' sessions on their own: who may assume them how, and what they allow where no session policy narrows it. */
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
  const roles = await accessRoles(world.account)
  const parts = await Promise.all(roles.map((role) => attemptsOn(world, local, targets, role)))
  return {
    name: 'tenant-role',
    controls: [...parts.flatMap(({ controls }) => controls), ...administrators(world, targets)],
    attempts: parts.flatMap(({ attempts }) => attempts),
    skipped: [],
  }
}

async function attemptsOn(world: World, local: LocalWorld, targets: Target[], role: AccessRole) {
  const by = await local.roleOf(role.trusted)
  const tenantId = world.attacker.config.tenantId
  const alone = await assume(world, by, {
    RoleArn: role.arn,
    RoleSessionName: tenantId,
    Tags: tags({ TenantId: tenantId }),
  })
  const session = { role: `${role.name} without a session policy`, credentials: alone, rights: role.rights }
  const parts = [
    await trustAttempts(world, local, role, by),
    ...targets.map((target) => matrix(world, target, session)),
  ]
  return {
    controls: parts.flatMap(({ controls }) => controls),
    attempts: parts.flatMap(({ attempts }) => attempts),
  }
}

const tags = (all: Record<string, string>) => Object.entries(all).map(([Key, Value]) => ({ Key, Value }))

async function assume(world: World, by: Credentials, input: AssumeRoleCommandInput): Promise<Credentials> {
  const answer = await clientAs(STSClient, world.endpoints, by).send(new AssumeRoleCommand(input))
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

async function trustAttempts(
  world: World,
  local: LocalWorld,
  { name, trusted, arn: RoleArn }: AccessRole,
  rightfulCaller: Credentials,
) {
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
    operation: `sts:AssumeRole ${name}`,
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
  const strangers = local.functions.filter((one) => one !== trusted)
  const others: [string, Credentials][] = [
    ...(await Promise.all(
      strangers.map(async (one): Promise<[string, Credentials]> => [`role of ${one}`, await local.roleOf(one)]),
    )),
    ...(await vendedSessions(world)).map(({ role, credentials }): [string, Credentials] => [
      `session of a ${role}`,
      credentials,
    ]),
  ]
  const role = `role of ${trusted}`
  return {
    controls: [attempt(role, rightfulCaller, 'rightful', 'allowed', {})],
    attempts: [
      ...wrong.map(([mutation, change]) => attempt(role, rightfulCaller, mutation, 'AccessDenied', change)),
      ...others.flatMap(([role, by]) => [
        attempt(role, by, 'as the trusted one would', 'AccessDenied', {}),
        attempt(role, by, 'for a foreign tenant', 'AccessDenied', {
          RoleSessionName: foreign,
          Tags: tags({ TenantId: foreign }),
        }),
        attempt(role, by, 'without a tag', 'AccessDenied', { Tags: [] }),
      ]),
    ],
  }
}
