import { DynamoDBClient, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb'
import { AUDIT_EVENT, auditTrail } from '@tenantry/contracts/audit.ts'
import { listStateId } from '@tenantry/contracts/lists-table.ts'
import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import { apiLists, workerLists } from '@tenantry/contracts/service/environment.ts'
import { DENIED, matrix, NO_RIGHTS, type Session, verdict } from '../dynamodb/matrix.ts'
import { KEYED } from '../dynamodb/operations.ts'
import { keyIn, kindOf, type Target } from '../dynamodb/target.ts'
import { readingKeys } from '../gateway/api-keys.ts'
import {
  ANNOUNCED,
  AUDIT,
  DIRECTORY,
  ENTITIES,
  EVENTS,
  FUNCTIONS,
  functionOf,
  LISTS,
  MEMBERSHIPS,
  OUTBOX,
  PEOPLE,
  SERVICES,
  WORKERS,
  workerOf,
} from '../product/services.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { type Credentials, clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'
import { administrators, targetsOf } from './dynamodb.ts'

/** Functions that answer lists read which orders there are, and make keys of cursors. */
const ANSWERS_LISTS = { [LISTS]: ['GetItem', 'PutItem'] }
/** Functions that change memberships of any tenant record and announce it. */
const ANNOUNCES = { [OUTBOX]: ['DeleteItem', 'PutItem'], [AUDIT]: ['PutItem'] }
/** In whose name a function adds audit records. */
const WRITERS: Record<string, string> = {
  Users: 'users',
  TokenTrigger: 'token-trigger',
  TenantDirectory: 'tenant-directory',
  ExportsApi: 'exports',
  MyAccount: 'my-account',
}

/**
 * What functions reach under their own roles, whoever's it is: the platform's know people and tenants, and a worker finds its tenant. Nothing that
 * belongs to a service is among it, and whichever function is not named here reaches nothing.
 */
const REACHED: Record<string, Session['reaches']> = {
  Authorizer: { [DIRECTORY]: ['GetItem'], [MEMBERSHIPS]: ['GetItem'], [PEOPLE]: ['GetItem'] },
  PeopleAuthorizer: { [DIRECTORY]: ['GetItem'], [MEMBERSHIPS]: ['GetItem'], [PEOPLE]: ['GetItem'] },
  MyTenants: { ...ANSWERS_LISTS, [DIRECTORY]: ['BatchGetItem'], [MEMBERSHIPS]: ['Query of byUser'] },
  // What is stored of a person is read for that person.
  MyData: { [MEMBERSHIPS]: ['Query of byUser'], [PEOPLE]: ['GetItem'], [AUDIT]: ['Query'] },
  // Who deletes their account leaves all their tenants.
  MyAccount: {
    ...ANNOUNCES,
    [MEMBERSHIPS]: ['ConditionCheckItem', 'DeleteItem', 'GetItem', 'Query', 'Query of byUser'],
  },
  ExportsApi: ANNOUNCES,
  // All else that it does to a tenant's data, it does under sessions of that tenant.
  TenantData: { [MEMBERSHIPS]: ['Query of byUser'] },
  // The end of a person's sessions is no tenant's: it is recorded under the role of the function.
  Users: { ...ANSWERS_LISTS, ...ANNOUNCES, [MEMBERSHIPS]: ['Query of byUser'], [PEOPLE]: ['UpdateItem'] },
  PasswordTrigger: { [PEOPLE]: ['UpdateItem'] },
  ApiDocs: { [LISTS]: ['BatchGetItem'] },
  MessageTrigger: { [DIRECTORY]: ['GetItem'] },
  TokenTrigger: { ...ANNOUNCES, [DIRECTORY]: ['GetItem'], [MEMBERSHIPS]: ['GetItem', 'Query of byUser'] },
  TenantDirectory: {
    ...ANNOUNCES,
    [DIRECTORY]: ['GetItem', 'PutItem', 'UpdateItem'],
    [MEMBERSHIPS]: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
  },
  // What it sends on goes to where the tenant is served.
  OutboxSweeper: { [DIRECTORY]: ['GetItem'] },
  SlotFiller: { [DIRECTORY]: ['GetItem', 'Scan'], [LISTS]: ['GetItem', 'PutItem'] },
  ...Object.fromEntries(SERVICES.filter(apiLists).map((service) => [functionOf(service), ANSWERS_LISTS])),
  ...Object.fromEntries(
    WORKERS.map((service) => [
      workerOf(service),
      { [DIRECTORY]: ['GetItem'], ...(workerLists(service) && ANSWERS_LISTS) },
    ]),
  ),
}

/** Code inside a function, with nothing but the function's own role: forgotten isolation is a denial, not a leak. */
export async function serviceRoles(world: World): Promise<AttackClass> {
  const { local } = world
  if (!local) {
    return {
      name: 'service-roles',
      controls: [],
      attempts: [],
      skipped: ['all of it: a deployed system runs no code of an attacker’s'],
    }
  }
  const missing = FUNCTIONS.filter((name) => !local.functions.includes(name))
  if (missing.length > 0) throw new Error(`The app plane lacks functions of services: ${missing.join(', ')}`)
  const targets = await targetsOf(world)
  const parts = await Promise.all(
    local.functions.map(async (name) => {
      const credentials = await local.roleOf(name)
      const session = { role: `role of ${name}`, credentials, rights: NO_RIGHTS, reaches: REACHED[name] }
      return [
        ...targets.flatMap((target) => matrix(world, target, session).attempts),
        ...(await otherKeys(world, targets, session)),
      ]
    }),
  )
  const acceptance = await tokenTrigger(world, targets, await local.roleOf('TokenTrigger'))
  const keys = await readingKeys(world, await local.roleOf('TenantDirectory'))
  return {
    name: 'service-roles',
    controls: [...administrators(world, targets), ...acceptance.controls, ...keys.controls],
    attempts: [...parts.flat(), ...acceptance.attempts, ...keys.attempts],
    skipped: [],
  }
}

/** The token trigger notes that an invitation was accepted, and makes nobody an admin or a member. */
async function tokenTrigger(world: World, targets: Target[], credentials: Credentials) {
  const client = clientAs(DynamoDBClient, world.endpoints, credentials)
  const target = targets.find((one) => kindOf(one) === MEMBERSHIPS)
  if (!target) throw new Error('There is no table of memberships')
  const { tenantId } = world.victim.config
  const update = (mutation: string, expected: string, input: Partial<UpdateItemCommandInput>): Attempt => ({
    operation: `dynamodb:UpdateItem ${MEMBERSHIPS}`,
    role: 'role of TokenTrigger',
    mutation,
    expected,
    send: () =>
      verdict(() =>
        client.send(
          new UpdateItemCommand({
            TableName: target.name,
            Key: keyIn(target, tenantId),
            UpdateExpression: 'SET acceptedAt = :now',
            // Nobody is under this key: what is let through changes nothing.
            ConditionExpression: 'attribute_exists(userId)',
            ExpressionAttributeValues: { ':now': { N: '1' } },
            ...input,
          }),
        ),
      ),
  })
  const setting = (mutation: string, attribute: string, value: string) =>
    update(mutation, DENIED, {
      UpdateExpression: 'SET #attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': { S: value } },
    })
  return {
    controls: [update('notes an acceptance', 'allowed', {})],
    attempts: [
      setting('makes an admin', 'role', 'TenantAdmin'),
      setting('brings somebody back', 'state', 'active'),
      update('makes an admin on the side', DENIED, {
        UpdateExpression: 'SET acceptedAt = :now, #role = :role',
        ExpressionAttributeNames: { '#role': 'role' },
        ExpressionAttributeValues: { ':now': { N: '1' }, ':role': { S: 'TenantAdmin' } },
      }),
      setting('takes a person over', 'email', 'eve@evil.example'),
      update('ends an end of sessions', DENIED, {
        UpdateExpression: 'REMOVE validFrom',
        ExpressionAttributeValues: undefined,
      }),
      update('asks about the role', DENIED, {
        ConditionExpression: 'attribute_exists(userId) AND #role <> :role',
        ExpressionAttributeNames: { '#role': 'role' },
        ExpressionAttributeValues: { ':now': { N: '1' }, ':role': { S: 'TenantAdmin' } },
      }),
      ...(['ALL_NEW', 'ALL_OLD'] as const).map((ReturnValues) =>
        update(`has everything returned: ${ReturnValues}`, DENIED, { ReturnValues }),
      ),
    ],
  }
}

/** Writes that a function makes under some keys alone, under others: entries of services, and what lists are offered. */
async function otherKeys(
  world: World,
  targets: Target[],
  { role, credentials, reaches = {} }: Session,
): Promise<Attempt[]> {
  const client = clientAs(DynamoDBClient, world.endpoints, credentials)
  const [entity] = ENTITIES
  const victimId = world.victim.config.tenantId
  const others: Record<string, string[]> = {
    [OUTBOX]: [
      // The token trigger reports of nobody's end, and the function of people only what it recorded.
      ...(role === 'role of TokenTrigger'
        ? ANNOUNCED.filter((type) => type !== 'sbt_aws_tenantUserCreated' && type !== AUDIT_EVENT)
        : role === 'role of Users'
          ? ANNOUNCED.filter((type) => type !== AUDIT_EVENT)
          : EVENTS.map(({ type }) => type)),
      'Noise',
    ]
      .map((type) => outboxPartition(victimId, type, 0))
      .concat(victimId),
    [AUDIT]: Object.entries(WRITERS)
      .filter(([name]) => role !== `role of ${name}`)
      .map(([, writer]) => auditTrail(writer, victimId))
      .concat(victimId, `${victimId}-0`),
    // The slot filler is whose these are.
    ...(role !== 'role of SlotFiller' && {
      // The document of the API shows what every list is sorted by.
      [LISTS]: [...(role === 'role of ApiDocs' ? [] : [listStateId(entity?.collection ?? 'users')]), 'another'],
    }),
  }
  return targets.flatMap((target) =>
    KEYED.filter(({ action }) => isWrite(action) && reaches[kindOf(target)]?.includes(action)).flatMap((operation) =>
      (others[kindOf(target)] ?? []).map((key) => ({
        operation: `dynamodb:${operation.name} ${kindOf(target)}`,
        role,
        mutation: `the key ${key.replace(victimId, 'of the victim')}`,
        expected: DENIED,
        send: () => verdict(() => operation.run(client, target, [keyIn(target, key)])),
      })),
    ),
  )
}

const isWrite = (action: string): boolean => action !== 'GetItem' && action.endsWith('Item')
