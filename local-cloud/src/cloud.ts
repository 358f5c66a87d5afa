import type { DatabaseSync } from 'node:sqlite'
import type { Pace } from './apigateway/paced.ts'
import { apiGatewayService } from './apigateway/service.ts'
import { athenaService } from './athena/service.ts'
import { billCalls } from './billing/calls/bill-calls.ts'
import { billingService } from './billing/service.ts'
import { cloudFormationService } from './cloudformation/service.ts'
import { cloudFrontService } from './cloudfront/service.ts'
import { cloudWatchService } from './cloudwatch/service.ts'
import { cognitoService } from './cognito/service.ts'
import { type Clock, systemClock } from './core/clock.ts'
import type { CloudContext } from './core/cloud-context.ts'
import { type CloudService, closeAll } from './core/cloud-service.ts'
import type { Application } from './core/data-format.ts'
import type { BillMeter, LoggedLine, LogWriter } from './core/faces.ts'
import { randomIds } from './core/ids.ts'
import { type FolderLock, lockDataFolder } from './core/lock-data-folder.ts'
import { cloudFolder, openDataFolder, readingStored } from './core/open-data-folder.ts'
import type { ResourceType } from './core/resource-type.ts'
import type { InternalApi } from './core/service.ts'
import type { OnUse } from './core/use.ts'
import { dynamodbService } from './dynamodb/service.ts'
import type { IndexDelay } from './dynamodb/stores/index-queue.ts'
import type { TransactionTime } from './dynamodb/stores/ongoing-transactions.ts'
import { type ApiCall, dispatch } from './endpoint/dispatch.ts'
import { startServer } from './endpoint/server.ts'
import { eventsService } from './events/service.ts'
import { firehoseService } from './firehose/service.ts'
import { glueService } from './glue/service.ts'
import type { OnAccess } from './iam/authorize.ts'
import { iamService } from './iam/service.ts'
import { inertService } from './inert/service.ts'
import { lambdaService } from './lambda/service.ts'
import { logsService } from './logs/service.ts'
import { outboxPath } from './mail/serve-outbox.ts'
import { mailService } from './mail/service.ts'
import { s3Service } from './s3/service.ts'
import { snsService } from './sns/service.ts'
import { sqsService } from './sqs/service.ts'
import { ssmService } from './ssm/service.ts'
import { statesService } from './states/service.ts'
import { stsService } from './sts/service.ts'
import { xrayService } from './xray/service.ts'

export interface CloudOptions {
  /** Absolute path; everything the cloud knows is below it. */
  dataDir: string
  /** Port on loopback; 0 takes a free one. */
  port: number
  /** Whose data is in the folder: data of another format of it is refused. */
  application?: Application | undefined
  /** The account administrator's credentials. */
  root: { accessKeyId: string; secretAccessKey: string }
  clock?: Clock
  /** `aws` holds API Gateway's control plane to AWS's rates. @default unlimited */
  controlPlanePace?: Pace | undefined
  /** Ports of distributions by their comments; a distribution that is not named, or named with 0, takes a free port and keeps it. */
  sitePorts?: Record<string, number>
  /** Milliseconds after which DynamoDB's global indexes show a write, as they do on AWS a little later. @default 0 */
  indexDelay?: IndexDelay | undefined
  /** Milliseconds that a DynamoDB transaction takes; what meets it in that time conflicts with it. @default 0, the rest of the event loop's turn */
  transactionTime?: TransactionTime | undefined
  /** The share of traces that are sampled, from 0 to 1. @default X-Ray's own rule: the first each second, and five percent of the others */
  traceSampling?: number | undefined
  /** SES in its sandbox sends to verified identities alone, as that of a new account does. @default false */
  mailSandbox?: boolean | undefined
  log?: (line: string) => void
  /** Told of each API call over the wire. */
  observe?: (call: ApiCall) => void
  /** Told of each line that a function logs. */
  logged?: ((line: LoggedLine) => void) | undefined
  /** Told of each access that a role's session asked for, and whether IAM allowed it. */
  onAccess?: OnAccess | undefined
  /** Told of what the account is used for; nothing in the account is. */
  onUse?: OnUse | undefined
}

/** A running local cloud. */
export interface Cloud {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** The address of the outbox, with the key that opens it. */
  outbox: string
  region: string
  accountId: string
  /** What is supported: every service with its API, and every type that templates may use. */
  registry: { services: CloudService[]; resourceTypes: ResourceType[] }
  /** Deploys every stack of a cloud assembly, with parameters by stack name. */
  deployAssembly(directory: string, parameters: Record<string, Record<string, string>>): Promise<void>
  /** A stack's output; throws when there is none of that name. */
  output(stack: string, name: string): string
  /** Calls an operation as the account administrator. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the operation's, known to its caller
  call(service: string, operation: string, input: unknown): Promise<any>
  close(): Promise<void>
}

const ACCOUNT_ID = '000000000000'
const REGION = 'us-east-1'

/** Builds every service over one data folder, which is this cloud's alone, and opens the endpoint. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const lock = lockDataFolder(options.dataDir, options.clock ?? systemClock)
  let database: DatabaseSync | undefined
  try {
    database = openDataFolder(options.dataDir, options.application)
    return await open(options, lock, database)
  } catch (error) {
    if (database?.isOpen) database.close()
    lock.release()
    throw error
  }
}

async function open(options: CloudOptions, lock: FolderLock, database: DatabaseSync): Promise<Cloud> {
  const { dataDir, port, root, clock = systemClock, log = () => {}, observe = () => {} } = options
  let url = ''
  const context: CloudContext = {
    accountId: ACCOUNT_ID,
    region: REGION,
    database,
    dataDir: cloudFolder(dataDir),
    clock,
    ids: randomIds,
    endpoint: () => url,
    log,
  }
  // Services call one another's operations through the dispatch, which exists only after all of them.
  const api: InternalApi = { call: (...call) => door.call(...call) }
  const { services, resourceTypes, iam, outbox, formation, meter } = readingStored(dataDir, () =>
    buildServices(context, api, options),
  )
  const door = dispatch({
    services: services.flatMap((service) => service.api ?? []),
    iam,
    log,
    observe,
    served: billCalls(context, meter),
  })
  const server = await startServer(port, { aws: door.handle, services, ids: randomIds, clock })
  const close = async () => {
    await server.close()
    await closeAll(services)
    database.close()
    lock.release()
  }
  url = `http://127.0.0.1:${server.port}`
  lock.serves(url)
  try {
    for (const service of services) await service.start?.()
  } catch (error) {
    await close()
    throw error
  }

  return {
    url,
    outbox: `${url}${outboxPath(outbox)}`,
    region: REGION,
    accountId: ACCOUNT_ID,
    registry: { services, resourceTypes },
    async deployAssembly(directory, parameters) {
      await formation.deployAssembly(directory, { parameters })
    },
    output(stack, name) {
      const value = formation.outputs(stack)[name]
      if (value === undefined) throw new Error(`Stack ${stack} has no output ${name}.`)
      return value
    },
    call: (service, operation, input) =>
      api.call(
        { kind: 'root', arn: `arn:aws:iam::${ACCOUNT_ID}:root`, accountId: ACCOUNT_ID, accessKeyId: root.accessKeyId },
        service,
        operation,
        input,
      ),
    close,
  }
}

/** Each takes only what its parameter list names, so each stands behind what it needs: in this order they start, and close in the opposite one. */
function buildServices(context: CloudContext, api: InternalApi, options: CloudOptions) {
  const {
    root,
    mailSandbox,
    sitePorts = {},
    controlPlanePace,
    indexDelay,
    transactionTime = 0,
    logged = () => {},
    onAccess,
    onUse,
    traceSampling,
  } = options
  const services: CloudService[] = []
  const addService = <Built extends CloudService>(service: Built): Built => {
    services.push(service)
    return service
  }
  // All services are billed, and the bill is one of them.
  const meter: BillMeter = { add: (use) => billing.meter.add(use), stand: (use) => billing.meter.stand(use) }
  const { iam, directory } = addService(iamService({ context, root, onAccess }))
  const { writer } = addService(logsService({ context, iam, api, meter }))
  const { metrics, readLine } = addService(cloudWatchService({ context, api }))
  const { tracer } = addService(xrayService({ context, iam, share: traceSampling, meter, onUse }))
  const { outbox, ses } = addService(mailService({ context, isInSandbox: mailSandbox, meter }))
  const s3 = addService(s3Service({ context, iam, api, meter }))
  const { objects, siteObjects, deliveredObjects, callerObjects, serviceObjects } = s3
  const billing = addService(
    billingService({
      context,
      objects: serviceObjects,
      tagsOf: (resource) => formation.tagsOf(resource),
      sample(to, at) {
        for (const service of services) service.bill?.(to, at)
      },
    }),
  )
  const { catalog } = addService(glueService({ context }))
  addService(athenaService({ context, iam, catalog, objects: callerObjects, meter }))
  const { sites } = addService(cloudFrontService({ context, objects: siteObjects, ports: sitePorts, meter }))
  const { ssm } = addService(ssmService({ context }))
  addService(sqsService({ context, metrics }))
  addService(firehoseService({ context, iam, api, objects: deliveredObjects, metrics }))
  const tell = (line: LoggedLine): void => {
    readLine(line)
    logged(line)
  }
  const { functions } = addService(
    lambdaService({ context, iam, api, logs: tellLines(writer, tell), objects, metrics, tracer, meter, onUse }),
  )
  addService(snsService({ context, outbox, functions, api }))
  addService(cognitoService({ context, functions, outbox, ses, iam, seeUser: billing.seeUser }))
  const { domains } = addService(
    apiGatewayService({ context, functions, logs: writer, pace: controlPlanePace, metrics, tracer, meter, onUse }),
  )
  addService(statesService({ context, iam, api, metrics, meter, tracer }))
  addService(eventsService({ context, iam, functions, api }))
  addService(stsService({ context, directory }))
  addService(dynamodbService({ context, indexDelay, transactionTime, meter, onUse }))
  addService(inertService({ context }))
  const resourceTypes = services.flatMap((service) => service.resourceTypes)
  const hosts = (stack?: string) => ({ ...sites(stack), ...domains(stack) })
  const formation = addService(cloudFormationService({ context, iam, resourceTypes, ssm, objects, sites: hosts }))
  return { services, resourceTypes, iam, outbox, formation, meter }
}

/** A writer that also tells what is written. */
const tellLines = (writer: LogWriter, tell: (line: LoggedLine) => void): LogWriter => ({
  put(group, stream, lines) {
    const stored = writer.put(group, stream, lines)
    for (const line of lines) tell({ group, stream, ...line })
    return stored
  },
})
