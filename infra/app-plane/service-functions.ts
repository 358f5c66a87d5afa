import {
  apiEnvironment,
  apiEvents,
  apiLists,
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
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { logs, microservice, serviceRole } from '../foundation/microservice.ts'
import { pascalCase } from '../foundation/pascal-case.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { accessRole, WRITES_OUTBOX } from './access-role.ts'
import type { AppPlaneData } from './data.ts'

interface ServiceProps {
  layer: LayerVersion
  data: AppPlaneData
  bus: IEventBus
}

/** The functions of a service, which log into one group: that of its routes and its worker, where it has them. */
export function serviceFunctions(
  scope: Construct,
  service: Service,
  props: ServiceProps,
): { api: LambdaFunction | null; worker: LambdaFunction | null } {
  const logGroup = logs(scope, pascalCase(service.name))
  return {
    worker: hasWorker(service) ? workerFunction(scope, service, { ...props, logGroup }) : null,
    api: service.routes.length > 0 ? apiFunction(scope, service, { ...props, logGroup }) : null,
  }
}

const hasWorker = (service: Service): service is Service & { worker: Worker } => service.worker !== undefined

interface FunctionProps extends ServiceProps {
  logGroup: LogGroup
}

/** The function of a service's routes. It has no right to a table of tenants: their sessions have, so that forgotten isolation is an AccessDenied. */
function apiFunction(
  scope: Construct,
  service: Service,
  { layer, data, bus, logGroup }: FunctionProps,
): LambdaFunction {
  const fn = microservice(scope, pascalCase(service.name), {
    entry: `services/${service.name}`,
    description: service.description,
    layer,
    logGroup,
    env: null,
    environment: pick(apiEnvironment(service), environmentOf(data, apiTables(service))),
  })
  if (apiLists(service)) answersLists(fn, data.lists)
  publishes(fn, bus, apiEvents(service))
  return fn
}

/** The worker of a service: its queue, its function, and the access role that its needs ask for. */
function workerFunction(
  scope: Construct,
  service: Service & { worker: Worker },
  { layer, data, bus, logGroup }: FunctionProps,
): LambdaFunction {
  const { name, worker } = service
  const id = `${pascalCase(name)}Worker`
  const timeout = Duration.seconds(worker.timeoutSeconds ?? 10)
  const detailTypes = worker.consumes.map(({ type }) => type)
  const queue = consumerQueue(scope, name, timeout, { bus, source: SERVICE_SOURCE, detailTypes })
  const role = serviceRole(scope, id)
  const events = workerEvents(service)
  const access = accessRole(scope, `${id}Access`, {
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
    logGroup,
    timeout,
    env: null,
    environment: pick(workerEnvironment(service), {
      ...environmentOf(data, workerTables(service)),
      QUEUE_URL: queue.queueUrl,
      DIRECTORY_TABLE: data.directory.tableName,
      ACCESS_ROLE_ARN: access.roleArn,
    }),
  })
  mayAccess(fn, data.directory, 'GetItem')
  if (workerLists(service)) answersLists(fn, data.lists)
  publishes(fn, bus, events)
  consume(fn, queue)
  return fn
}

const publishes = (fn: LambdaFunction, bus: IEventBus, events: ServiceEvent[]): void =>
  mayPublish(fn, bus, { source: SERVICE_SOURCE, types: events.map(({ type }) => type) })

const environmentOf = (data: AppPlaneData, tables: TenantTable[]): Record<string, string> => ({
  ...Object.fromEntries(tables.map((table) => [tableVariable(table), data.tenants.of(table).tableName])),
  OUTBOX_TABLE: data.tenants.outbox.tableName,
  LISTS_TABLE: data.lists.tableName,
  IDEMPOTENCY_TABLE: data.tenants.idempotency.tableName,
  EVENT_BUS_NAME,
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
