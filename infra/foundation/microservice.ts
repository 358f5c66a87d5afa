import { join } from 'node:path'
import { LONGEST_REQUEST_SECONDS } from '@tenantry/contracts/timing.ts'
import { Aws, Duration } from 'aws-cdk-lib'
import { type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  Code,
  type ILayerVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type * as z from 'zod/mini'
import { BUILD_DIRECTORY } from '../build/bundle.ts'
import { READS_SOURCE_MAPS } from '../build/source-maps.ts'
import { functionLogs, mayWriteLogs } from './function-logs.ts'
import { InlineRole } from './inline-role.ts'
import { trace } from './trace.ts'

/** The environment that a handler's `env.ts` asks for: every variable, and no other. */
type EnvironmentOf<Env extends z.ZodMiniObject> = Record<Exclude<keyof z.input<Env>, 'AWS_REGION'>, string>

export interface MicroserviceProps<Env extends z.ZodMiniObject> {
  /** Names the bundle: `<plane>/<folder>`, or `services/<service>` with `/worker` for its worker. */
  entry: `${'app-plane' | 'control-plane' | 'services'}/${string}`
  layer: ILayerVersion
  /** The handler's contract (its env.ts); null for a function that needs no variable. */
  env: Env | null
  environment: EnvironmentOf<Env>
  description: string
  /** A name by which another stack knows the function. @default those of its stack and its construct */
  functionName?: string
  /** @default a role of its own */
  role?: Role
  /** @default the longest request */
  timeout?: Duration
  /** Megabytes, by which the processor's share grows. @default 512 */
  memoryMb?: number
}

/**
 * One function of a plane: its bundle, the toolkit layer, and a role that may do nothing but write its own logs into the group of the stack.
 * What else it may do, tables and others grant to it. Its name is made here and not by CloudFormation: the right to write logs holds it.
 */
export function microservice<Env extends z.ZodMiniObject>(
  scope: Construct,
  id: string,
  props: MicroserviceProps<Env>,
): LambdaFunction {
  const functionName = props.functionName ?? `${Aws.STACK_NAME}-${id}`
  const logGroup = functionLogs(scope)
  const role = props.role ?? serviceRole(scope, id)
  mayWriteLogs({ role }, { logGroup, functionName, id })
  const fn = new LambdaFunction(scope, id, {
    description: props.description,
    functionName,
    code: Code.fromAsset(join(BUILD_DIRECTORY, 'functions', props.entry)),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: props.memoryMb ?? 512,
    timeout: props.timeout ?? Duration.seconds(LONGEST_REQUEST_SECONDS),
    layers: [props.layer],
    environment: { ...props.environment, ...READS_SOURCE_MAPS },
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // INFO brings the platform.report lines, the only place where billed duration is known.
    systemLogLevelV2: SystemLogLevel.INFO,
  })
  trace(fn, role)
  return fn
}

/** The role of a function, for those cases where another resource must name it before the function exists. */
export const serviceRole = (scope: Construct, id: string): Role =>
  new InlineRole(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
