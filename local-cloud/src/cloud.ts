import { join } from 'node:path'
import type { Pace } from './apigateway/paced.ts'
import { apiGatewayService } from './apigateway/service.ts'
import { cloudFormation } from './cloudformation/service.ts'
import { cloudFrontService } from './cloudfront/service.ts'
import { cognitoService } from './cognito/service.ts'
import { type Clock, systemClock } from './core/clock.ts'
import type { CloudContext } from './core/cloud-context.ts'
import { openDatabase } from './core/database.ts'
import type { LoggedLine, LogWriter } from './core/faces.ts'
import { randomIds } from './core/ids.ts'
import { type FolderLock, lockDataFolder } from './core/lock-data-folder.ts'
import type { ResourceType } from './core/resource-type.ts'
import type { InternalApi, Service } from './core/service.ts'
import { dynamodbService } from './dynamodb/service.ts'
import { type ApiCall, dispatch } from './endpoint/dispatch.ts'
import { laptopRooms } from './endpoint/laptop-rooms.ts'
import { startServer } from './endpoint/server.ts'
import { eventsService } from './events/service.ts'
import { iamService } from './iam/service.ts'
import { inertService } from './inert/service.ts'
import { lambdaService } from './lambda/service.ts'
import { logsService } from './logs/service.ts'
import { mailService } from './mail/service.ts'
import { s3Service } from './s3/service.ts'
import { sqsService } from './sqs/service.ts'
import { ssmService } from './ssm/service.ts'
import { statesService } from './states/service.ts'
import { stsService } from './sts/service.ts'

export interface CloudOptions {
  /** Absolute path; everything the cloud knows is below it. */
  dataDir: string
  /** Port on loopback; 0 takes a free one. */
  port: number
  /** The account administrator's credentials. */
  root: { accessKeyId: string; secretAccessKey: string }
  clock?: Clock
  /** `aws` holds API Gateway's control plane to AWS's rates. @default unlimited */
  controlPlanePace?: Pace | undefined
  /** Ports of distributions by their comments; a distribution that is not named, or named with 0, takes a free port and keeps it. */
  sitePorts?: Record<string, number>
  log?: (line: string) => void
  /** Told of each API call over the wire. */
  observe?: (call: ApiCall) => void
  /** Told of each line that a function logs. */
  logged?: ((line: LoggedLine) => void) | undefined
}

/** A running local cloud. */
export interface Cloud {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** The address of the outbox, with the key that opens it. */
  outbox: string
  region: string
  accountId: string
  /** What is supported: every service with its operations, and every type that templates may use. */
  registry: { services: Service[]; resourceTypes: ResourceType[] }
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
  try {
    return await open(options, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Each service takes only what its parameter list names. */
async function open(
  {
    dataDir,
    port,
    root,
    clock = systemClock,
    controlPlanePace,
    sitePorts = {},
    log = () => {},
    observe = () => {},
    logged = () => {},
  }: CloudOptions,
  lock: FolderLock,
): Promise<Cloud> {
  const database = openDatabase(join(dataDir, 'cloud'))
  let url = ''
  const context: CloudContext = {
    accountId: ACCOUNT_ID,
    region: REGION,
    database,
    dataDir: join(dataDir, 'cloud'),
    clock,
    ids: randomIds,
    endpoint: () => url,
    log,
  }
  // Services call one another's operations through the dispatch, which exists only after all of them.
  const api: InternalApi = { call: (...call) => door.call(...call) }

  const { iam, ...identity } = iamService({ context, root })
  const logs = logsService(context)
  const mail = mailService(context)
  const s3 = s3Service({ context })
  const cloudFront = cloudFrontService({ context, objects: s3.siteObjects, ports: sitePorts })
  const parameters = ssmService({ context })
  const queues = sqsService({ context })
  const lambda = lambdaService({ context, iam, api, logs: told(logs.writer, logged), objects: s3.objects })
  const cognito = cognitoService({ context, functions: lambda.functions, outbox: mail.outbox })
  const gateway = apiGatewayService({ context, functions: lambda.functions, logs: logs.writer, pace: controlPlanePace })
  const events = eventsService({ context, iam, functions: lambda.functions, api })
  const states = statesService({ context, iam, api })
  const sts = stsService({ context, directory: identity.directory })
  const dynamodb = dynamodbService(context)
  const parts = [identity, logs, mail, s3, parameters, queues, lambda, cognito, gateway, events, states, sts, dynamodb]
  const typed: { resourceTypes: ResourceType[] }[] = [
    identity,
    logs,
    mail,
    s3,
    cloudFront,
    parameters,
    queues,
    lambda,
    cognito,
    gateway,
    events,
    states,
    dynamodb,
    inertService({ context }),
  ]
  const resourceTypes = typed.flatMap((part) => part.resourceTypes)
  const formation = cloudFormation({
    context,
    iam,
    resourceTypes,
    ssm: parameters.ssm,
    objects: s3.objects,
    sites: cloudFront.sites.addresses,
  })
  const services: Service[] = [...parts, formation].flatMap((part) => ('service' in part ? [part.service] : []))
  const door = dispatch({ services, iam, log, observe })

  const server = await startServer(port, {
    aws: door.handle,
    stage: gateway.handleStage,
    jwks: cognito.jwks,
    laptop: laptopRooms({ outbox: mail.outbox, iam, tokens: cognito.tokensWithoutPassword }),
    ids: randomIds,
  })
  url = `http://127.0.0.1:${server.port}`
  lock.serves(url)
  // What an earlier run has left: each goes on once the endpoint listens.
  lambda.start()
  queues.start()
  await cloudFront.sites.start()
  states.start()
  events.start()
  formation.start()

  return {
    url,
    outbox: `${url}/outbox?key=${mail.outbox.key}`,
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
    async close() {
      await cloudFront.sites.close()
      await server.close()
      await formation.close()
      events.close()
      await states.close()
      await lambda.close()
      // After the pollers that wait for its messages.
      queues.close()
      await s3.close()
      database.close()
      lock.release()
    },
  }
}

/** A writer that also tells what is written. */
const told = (writer: LogWriter, tell: (line: LoggedLine) => void): LogWriter => ({
  put(group, stream, lines) {
    writer.put(group, stream, lines)
    for (const line of lines) tell({ group, ...line })
  },
})
