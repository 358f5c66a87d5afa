import {
  apiEnvironment,
  apiEvents,
  apiLists,
  keepAnswers,
  workerEnvironment,
  workerEvents,
  workerLists,
} from '@tenantry/contracts/service/environment.ts'
import type { Service, Worker } from '@tenantry/contracts/service/service.ts'
import { SERVICE_SOURCE, type ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { apiTables, tableVariable, workerTables } from '@tenantry/contracts/service/tables-of.ts'
import type { TenantTable } from '@tenantry/contracts/service/tenant-table.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { pascalCase } from '../foundation/pascal-case.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { worksForTenants } from './access-role.ts'
import type { AppPlaneData } from './data.ts'
import { maySendOn } from './may-send-on.ts'
import { mayReadPlans, type Place, queuesOf, serviceBusName, serviceRoleOf } from './place.ts'
import { tenantRights, WRITES_OUTBOX } from './tenant-rights.ts'

interface ServiceProps {
  place: Place
  layer: ILayerVersion
  data: AppPlaneData
  serviceBus: IEventBus
}

/** The functions of a service: that of its routes and its worker, where it has them. */
export function serviceFunctions(
  scope: Construct,
  service: Service,
  props: ServiceProps,
): { api: LambdaFunction | null; worker: LambdaFunction | null } {
  return {
    worker: hasWorker(service) ? workerFunction(scope, service, props) : null,
    api: service.routes.length > 0 ? apiFunction(scope, service, props) : null,
  }
}

const hasWorker = (service: Service): service is Service & { worker: Worker } => service.worker !== undefined

/**
 * The function of a service's routes. In the pool it has no right to a table of tenants: their sessions have, so that forgotten isolation is an
 * AccessDenied. In a silo its role is bound to the one tenant.
 */
function apiFunction(
  scope: Construct,
  service: Service,
  { place, layer, data, serviceBus }: ServiceProps,
): LambdaFunction {
  const { name, routes } = service
  const role = serviceRoleOf(place, name, scope, pascalCase(name))
  const fn = microservice(scope, pascalCase(name), {
    entry: `services/${name}`,
    description: service.description,
    layer,
    role,
    env: null,
    environment: pick(apiEnvironment(service), environmentOf(place, data, apiTables(service))),
  })
  if (place.kind === 'silo') {
    const statements = tenantRights(place.tenantId, {
      tables: data.tenants,
      needs: routes.flatMap(({ needs }) => needs),
      outbox: { types: apiEvents(service).map(({ type }) => type), actions: WRITES_OUTBOX },
      ...(keepAnswers(routes) && { answers: 'services' }),
    })
    for (const statement of statements) role.addToPrincipalPolicy(statement)
  }
  if (apiLists(service)) answersLists(fn, data.lists)
  publishes(fn, serviceBus, apiEvents(service))
  return fn
}

/** The worker of a service: its queue, its function, and the access role that its needs ask for. */
function workerFunction(
  scope: Construct,
  service: Service & { worker: Worker },
  { place, layer, data, serviceBus }: ServiceProps,
): LambdaFunction {
  const { name, worker } = service
  const id = `${pascalCase(name)}Worker`
  const timeout = Duration.seconds(worker.timeoutSeconds ?? 10)
  const detailTypes = worker.consumes.map(({ type }) => type)
  const queue = consumerQueue(scope, { name, prefix: queuesOf(place) }, timeout, {
    bus: serviceBus,
    source: SERVICE_SOURCE,
    detailTypes,
  })
  const role = serviceRoleOf(place, name, scope, id)
  const events = workerEvents(service)
  const access = worksForTenants(scope, `${id}Access`, place, {
    description: `Work of ${name}, for sessions tagged with a TenantId`,
    assumedBy: role,
    tables: data.tenants,
    needs: worker.needs,
    outbox: { types: events.map(({ type }) => type), actions: WRITES_OUTBOX },
  })
  const fn = microservice(scope, id, {
    entry: `services/${name}/worker`,
    description: `${service.description} (worker)`,
    layer,
    role,
    timeout,
    env: null,
    environment: pick(workerEnvironment(service), {
      ...environmentOf(place, data, workerTables(service)),
      QUEUE_URL: queue.queueUrl,
      DIRECTORY_TABLE: data.directory.tableName,
      MOVES_TABLE: data.tenants.moves.tableName,
      POOL_BUS_NAME: EVENT_BUS_NAME,
      ACCESS_ROLE_ARN: access,
    }),
  })
  mayReadPlans(fn, data.directory, place)
  if (workerLists(service)) answersLists(fn, data.lists)
  publishes(fn, serviceBus, events)
  maySendOn(fn, place, detailTypes)
  consume(fn, queue)
  return fn
}

const publishes = (fn: LambdaFunction, bus: IEventBus, events: ServiceEvent[]): void =>
  mayPublish(fn, bus, { source: SERVICE_SOURCE, types: events.map(({ type }) => type) })

const environmentOf = (place: Place, data: AppPlaneData, tables: TenantTable[]): Record<string, string> => ({
  ...Object.fromEntries(tables.map((table) => [tableVariable(table), data.tenants.of(table).tableName])),
  OUTBOX_TABLE: data.tenants.outbox.tableName,
  LISTS_TABLE: data.lists.tableName,
  IDEMPOTENCY_TABLE: data.tenants.idempotency.tableName,
  EVENT_BUS_NAME: serviceBusName(place),
})

/** Exactly the variables that the toolkit reads; throws for one that nobody knows a value of. */
function pick(names: string[], values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = values[name]
      if (value === undefined) throw new Error(`Nothing sets the environment variable ${name}`)
      return [name, value]
    }),
  )
}
