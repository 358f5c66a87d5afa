import { join } from 'node:path'
import { LONGEST_REQUEST_SECONDS } from '@tenantry/contracts/timing.ts'
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  type LayerVersion,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type * as z from 'zod/mini'
import { BUILD_DIRECTORY } from '../build/bundle.ts'
import { READS_SOURCE_MAPS } from '../build/source-maps.ts'
import { InlineRole } from './inline-role.ts'

/** The environment that a handler's `env.ts` asks for: every variable, and no other. */
type EnvironmentOf<Env extends z.ZodMiniObject> = Record<Exclude<keyof z.input<Env>, 'AWS_REGION'>, string>

export interface MicroserviceProps<Env extends z.ZodMiniObject> {
  /** Names the bundle: `<plane>/<folder>`, or `services/<service>` with `/worker` for its worker. */
  entry: `${'app-plane' | 'control-plane' | 'services'}/${string}`
  layer: LayerVersion
  /** The handler's contract (its env.ts); null for a function that needs no variable. */
  env: Env | null
  environment: EnvironmentOf<Env>
  description: string
  /** @default a role of its own */
  role?: Role
  /** @default a group of its own */
  logGroup?: LogGroup
  /** @default the longest request */
  timeout?: Duration
}

/**
 * One function of a plane: its bundle, the toolkit layer, a log group, and a role that may do nothing but write there.
 * What else it may do, tables and others grant to it.
 */
export function microservice<Env extends z.ZodMiniObject>(
  scope: Construct,
  id: string,
  props: MicroserviceProps<Env>,
): LambdaFunction {
  const logGroup = props.logGroup ?? logs(scope, id)
  const role = props.role ?? serviceRole(scope, id)
  logGroup.grantWrite(role)
  return new LambdaFunction(scope, id, {
    description: props.description,
    code: Code.fromAsset(join(BUILD_DIRECTORY, 'functions', props.entry)),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 512,
    timeout: props.timeout ?? Duration.seconds(LONGEST_REQUEST_SECONDS),
    layers: [props.layer],
    environment: { ...props.environment, ...READS_SOURCE_MAPS },
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // INFO brings the platform.report lines, the only place where billed duration is known.
    systemLogLevelV2: SystemLogLevel.INFO,
  })
}

/** The role of a function, for those cases where another resource must name it before the function exists. */
export const serviceRole = (scope: Construct, id: string): Role =>
  new InlineRole(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })

/** A log group with retention. */
export const logs = (scope: Construct, id: string): LogGroup =>
  new LogGroup(scope, `${id}Logs`, { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY })
