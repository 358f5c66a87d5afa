import { fencePartition, journalPartition } from '@tenantry/contracts/moves.ts'
import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { pascalCase } from '@tenantry/infra/foundation/pascal-case.ts'
import { dynamodb } from '../classes/dynamodb.ts'
import { entitlements } from '../classes/entitlements.ts'
import { outbox } from '../classes/outbox.ts'
import { queues } from '../classes/queues.ts'
import { roles } from '../classes/roles.ts'
import { serviceRoles } from '../classes/service-roles.ts'
import { tenantRole } from '../classes/tenant-role.ts'
import { servicesRights, workerRights } from '../dynamodb/rights.ts'
import {
  EVENTS,
  functionOf,
  kindOfTable,
  MEMBERSHIPS,
  MOVES,
  OUTBOX,
  PEOPLE_EVENTS,
  SERVICES,
  workerOf,
} from '../product/services.ts'
import { resourceOf } from '../world/edit-assembly.ts'
import { type Mutant, replaced, template } from './mutant.ts'
import {
  EVERY_KEY,
  environmentOf,
  everything,
  grantTo,
  policyOf,
  type Statement,
  TENANT,
  tableArn,
} from './statements.ts'
import { writeMutantsOf } from './write-mutants.ts'

const tableOf = ({ collection }: Pick<AnyEntity, 'collection'>): string => `${pascalCase(collection)}Table`

/** Leading keys of any tenant. */
const wildcard = (role: string) =>
  policyOf(role, (statements) => {
    for (const { Condition } of statements)
      if (Condition?.[EVERY_KEY]) Condition[EVERY_KEY] = { 'dynamodb:LeadingKeys': '*' }
  })

/** Faults of a service's own rights, and of the rights to its entities. */
const mutantsOf = (service: Service): Mutant[] => [
  ...service.entities.slice(0, 1).flatMap((entity) => ofEntity(service, entity)),
  ...ofRoutes(service),
  ...writeMutantsOf(service),
  ...ofEvents(service),
  ...(service.worker ? ofWorker(service) : []),
]

function ofEntity(service: Service, entity: AnyEntity): Mutant[] {
  const kind = kindOfTable(entity)
  const [admin, user] = TENANT_ROLES.map((role) => servicesRights(role).tables[kind] ?? [])
  const own = admin?.[0]
  const adminsOnly = admin?.find((action) => !user?.includes(action))
  return [
    {
      name: `${service.name}: its function's own role reaches its table`,
      change: template('AppPlane', (stack) =>
        grantTo(stack, `${functionOf(service)}Role`, everything(tableArn(stack, tableOf(entity)))),
      ),
      attacks: serviceRoles,
      only: [`dynamodb:GetItem ${kind} · role of ${functionOf(service)}`],
    },
    ...(own
      ? [
          {
            name: `${service.name}: a wildcard for leading keys`,
            change: wildcard('TenantAdminAccess'),
            attacks: tenantRole,
            only: [`dynamodb:${own} ${kind} · TenantAdminAccess without a session policy`],
          },
        ]
      : []),
    ...(adminsOnly
      ? [
          {
            name: `${service.name}: an admin's action for tenant users`,
            change: policyOf('TenantUserAccess', (statements, stack) => {
              statements.push({
                Effect: 'Allow',
                Action: `dynamodb:${adminsOnly}`,
                Resource: tableArn(stack, tableOf(entity)),
                Condition: { [EVERY_KEY]: { 'dynamodb:LeadingKeys': `${TENANT}-*` } },
              })
            }),
            attacks: dynamodb,
            only: [`dynamodb:${adminsOnly} ${kind} · TenantUser · own key`],
          },
        ]
      : []),
  ]
}

function ofRoutes(service: Service): Mutant[] {
  const adminsOnly = service.routes.find(({ roles }) => roles !== 'public' && !roles.includes('TenantUser'))
  if (!adminsOnly) return []
  return [
    {
      name: `${service.name}: its routes for every role`,
      change: environmentOf('Authorizer', 'ROUTE_PATTERNS', ({ TenantAdmin }) => ({
        TenantAdmin,
        TenantUser: TenantAdmin,
      })),
      attacks: roles,
      only: [`${adminsOnly.method} ${adminsOnly.path} · TenantUser · rightful`],
    },
  ]
}

function ofEvents(service: Service): Mutant[] {
  if (!service.routes.some(({ emits = [] }) => emits.length > 0)) return []
  return [
    {
      name: `${service.name}: it may publish any event`,
      change: policyOf(`${functionOf(service)}Role`, (statements) => {
        for (const { Action, Condition } of statements)
          if (Action === 'events:PutEvents') delete Condition?.StringEquals?.['events:detail-type']
      }),
      attacks: queues,
      only: [`events:PutEvents · role of ${functionOf(service)}`],
    },
  ]
}

function ofWorker(service: Service): Mutant[] {
  const worker = workerOf(service)
  const [[kind, [action = ''] = []] = ['']] = Object.entries(workerRights(service).tables)
  return [
    ...(kind === ''
      ? []
      : [
          {
            name: `${service.name}: its worker reaches every tenant`,
            change: wildcard(`${worker}Access`),
            attacks: tenantRole,
            only: [`dynamodb:${action} ${kind} · ${worker}Access without a session policy`],
          },
        ]),
    {
      name: `${service.name}: its worker asks no directory whether a tenant is served`,
      change: replaced('toolkit', 'toolkit/src/tenant-from-event.ts', 'withTenantFromEvent', 'directoryUnread'),
      attacks: queues,
      only: [`to ${worker} · whoever reaches the queue · for a suspended tenant`],
    },
  ]
}

/** Faults between what belongs to services and what belongs to the platform. */
const BETWEEN: Mutant[] = [
  {
    name: 'sessions of services reach memberships',
    change: policyOf('TenantAdminAccess', (statements, stack) => {
      const Condition = { [EVERY_KEY]: { 'dynamodb:LeadingKeys': TENANT } }
      statements.push({ ...everything(tableArn(stack, 'MembershipsTable')), Condition })
    }),
    attacks: dynamodb,
    only: [`dynamodb:PutItem ${MEMBERSHIPS} · TenantAdmin · own key`],
  },
  {
    name: "people's sessions vended to services",
    change: template('AppPlane', (stack) => {
      const { properties: services } = resourceOf(stack, 'AWS::Lambda::Function', 'Authorizer')
      const { properties: people } = resourceOf(stack, 'AWS::Lambda::Function', 'PeopleAuthorizer')
      services.Environment.Variables.ACCESS_ROLE_ARNS = people.Environment.Variables.ACCESS_ROLE_ARNS
      services.Role = people.Role
    }),
    attacks: dynamodb,
    only: [`dynamodb:GetItem ${MEMBERSHIPS} · TenantUser · own key`],
  },
]

/** Faults of what plans have, for services that ask for it. */
const OF_PLANS: Mutant[] = SERVICES.flatMap(({ routes }) => routes.filter(({ entitlement }) => entitlement))
  .slice(0, 1)
  .flatMap(({ method, path }) => [
    {
      name: 'entitlements are not checked',
      change: replaced('toolkit', 'toolkit/src/plan.ts', 'assertPlanAllows', 'everythingAllowed'),
      attacks: entitlements,
      only: [`${method} ${path} · TenantUser · rightful`],
    },
    {
      name: 'every plan has what services ask for',
      change: replaced('app-plane/authorizer', 'app-plane/src/authorizer/authorize.ts', 'authorize', 'tierUnread'),
      attacks: entitlements,
      only: [`${method} ${path} · TenantAdmin · rightful`],
    },
  ])

/** Changes the statement by which sessions of services add to the journal of a move. */
const onJournal = (change: (statement: Statement) => void) =>
  policyOf('TenantAdminAccess', (statements) => {
    for (const statement of statements)
      if (JSON.stringify(statement.Condition ?? {}).includes(journalPartition(TENANT, '*'))) change(statement)
  })

/** Faults of what sessions may do while their tenant's data moves. */
const OF_MOVES: Mutant[] = [
  {
    name: 'sessions of services lower the fence of a move',
    change: onJournal(({ Condition = {} }) => {
      Condition[EVERY_KEY] = { 'dynamodb:LeadingKeys': [journalPartition(TENANT, '*'), fencePartition(TENANT, '*')] }
    }),
    attacks: tenantRole,
    only: [`dynamodb:PutItem ${MOVES} · TenantAdminAccess without a session policy`],
  },
  {
    name: 'sessions of services read the journal of a move',
    change: onJournal((statement) => {
      statement.Action = [...[statement.Action].flat(), 'dynamodb:GetItem']
    }),
    attacks: tenantRole,
    only: [`dynamodb:GetItem ${MOVES} · TenantAdminAccess without a session policy`],
  },
]

const OF_EVENTS: Mutant[] = [
  {
    name: 'event types of services not separated in the outbox',
    change: policyOf('TenantAdminAccess', (statements) => {
      for (const { Condition } of statements) {
        const keys = Condition?.[EVERY_KEY]
        if (keys) keys['dynamodb:LeadingKeys'] = `${TENANT}-*`
      }
    }),
    attacks: dynamodb,
    only: [`dynamodb:PutItem ${OUTBOX} · TenantAdmin · own key of ${PEOPLE_EVENTS[0]}`],
  },
  {
    name: 'the sweeper believes what an event says of its tenant',
    change: replaced('toolkit', 'toolkit/src/service-events.ts', 'serviceEventSender', 'tenantOfTheDetail'),
    attacks: outbox,
    only: ['that names the victim'],
  },
]

/** Faults of each service by itself. Without services there is nothing of this kind to be wrong. */
export const SERVICE_MUTANTS: Mutant[] = [
  ...SERVICES.flatMap(mutantsOf),
  ...OF_PLANS,
  ...(SERVICES.some(({ routes }) => routes.length > 0) ? [...BETWEEN, ...OF_MOVES] : []),
  ...(EVENTS.length > 0 ? OF_EVENTS : []),
]
