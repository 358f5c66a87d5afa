import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { resourceType } from '../../core/resource-type.ts'
import { RESERVED_VARIABLES } from '../environments/variables.ts'
import type { FunctionRecord } from '../function-record.ts'
import type { LambdaServices } from '../lambda-services.ts'
import { LIMITS } from '../limits.ts'
import { functionAccess } from './function-access.ts'

const MAX_NAME_LENGTH = 64

const Properties = z.strictObject({
  FunctionName: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  Code: z.union([z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }), z.strictObject({ ZipFile: z.string() })]),
  Handler: z.string().max(128),
  Role: z.string(),
  Runtime: z.enum(['nodejs22.x', 'nodejs24.x']),
  Description: z.string().max(256).default(''),
  MemorySize: z.int().min(128).max(10_240).default(128),
  Timeout: z.int().min(1).max(900).default(3),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  Layers: z.array(z.string()).max(LIMITS.layers).default([]),
  LoggingConfig: z
    .strictObject({
      LogFormat: z.enum(['Text', 'JSON']).default('Text'),
      LogGroup: z.string().optional(),
      ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).default('INFO'),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).default('INFO'),
    })
    .default({ LogFormat: 'Text', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' }),
  ReservedConcurrentExecutions: z.int().min(0).optional(),
  // Answered by GetFunctionConfiguration; threads run on the machine's processor and share its disk.
  Architectures: z
    .array(z.enum(['arm64', 'x86_64']))
    .length(1)
    .default(['x86_64']),
  EphemeralStorage: z.strictObject({ Size: z.int().min(512).max(10_240) }).default({ Size: 512 }),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).default({ Mode: 'PassThrough' }),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
})
type Properties = z.infer<typeof Properties>
export type FunctionProperties = Properties

type Services = Pick<
  LambdaServices,
  'context' | 'names' | 'functions' | 'permissions' | 'layers' | 'eventInvoke' | 'code' | 'pool'
>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const functionType = (services: Services) => {
  const { names, functions, permissions, eventInvoke, pool } = services
  const deploy = async (properties: Properties, name: string) => {
    const record = await recordOf(services, properties, name)
    functions.put(record)
    pool.retireOld()
    return { physicalId: name, attributes: { Arn: names.arn(name) } }
  }
  return resourceType({
    type: 'AWS::Lambda::Function',
    properties: Properties,
    createOnly: ['FunctionName'],
    named: { by: ({ FunctionName }) => FunctionName, exists: (name) => functions.get(name) !== undefined },
    access: functionAccess,
    create: (properties, context) =>
      deploy(properties, properties.FunctionName ?? context.physicalName(MAX_NAME_LENGTH)),
    update: (properties, current) => deploy(properties, current.physicalId),
    delete({ physicalId }) {
      functions.remove(physicalId)
      permissions.removeAll(physicalId)
      eventInvoke.remove(physicalId)
      pool.retireOld()
    },
  })
}

async function recordOf(
  { context, names, layers, code }: Services,
  properties: Properties,
  name: string,
): Promise<FunctionRecord> {
  const { Variables } = properties.Environment
  checkVariables(Variables)
  for (const layer of properties.Layers) layers.check(layer)
  const { sha256, bytes } = await code.put(properties.Code)
  return {
    name,
    arn: names.arn(name),
    role: properties.Role,
    runtime: properties.Runtime,
    handler: properties.Handler,
    description: properties.Description,
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    variables: Variables,
    layers: properties.Layers,
    logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
    logFormat: properties.LoggingConfig.LogFormat,
    applicationLogLevel: properties.LoggingConfig.ApplicationLogLevel,
    systemLogLevel: properties.LoggingConfig.SystemLogLevel,
    reservedConcurrency: properties.ReservedConcurrentExecutions ?? null,
    architectures: properties.Architectures,
    ephemeralStorageMb: properties.EphemeralStorage.Size,
    tracingMode: properties.TracingConfig.Mode,
    tags: Object.fromEntries(properties.Tags.map(({ Key, Value }) => [Key, Value])),
    codeSha256: sha256,
    codeBytes: bytes,
    modifiedAt: context.clock.now(),
    revision: context.ids.uuid(),
  }
}

/** Options of Node that the runtime follows; it would not even start with an unknown one. */
const NODE_OPTIONS = new Set(['--enable-source-maps'])

function checkVariables(variables: Record<string, string>): void {
  const unsupported = (variables.NODE_OPTIONS ?? '').split(/\s+/).find((option) => option && !NODE_OPTIONS.has(option))
  if (unsupported) throw new Unsupported(`${unsupported} in the variable NODE_OPTIONS of a Lambda function`)
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.has(name))
  if (reserved.length > 0) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    )
  }
  const text = JSON.stringify(variables)
  if (Buffer.byteLength(text) > LIMITS.environmentVariableBytes) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the ${LIMITS.environmentVariableBytes / 1024}KB limit. String measured: ${text.slice(0, 100)}…`,
    )
  }
}
