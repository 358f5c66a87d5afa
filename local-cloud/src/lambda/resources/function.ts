import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { resourceType } from '../../core/resource-type.ts'
import { RESERVED_VARIABLES } from '../environments/variables.ts'
import type { FunctionRecord } from '../function-record.ts'
import type { LambdaServices } from '../lambda-services.ts'
import { LIMITS } from '../limits.ts'
import { functionAccess } from './function-access.ts'
import { FunctionProperties } from './function-properties.ts'

const MAX_NAME_LENGTH = 64

type Services = Pick<
  LambdaServices,
  'context' | 'names' | 'functions' | 'permissions' | 'layers' | 'eventInvoke' | 'code' | 'pool'
>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const functionType = (services: Services) => {
  const { names, functions, permissions, eventInvoke, pool } = services
  const deploy = async (properties: FunctionProperties, name: string) => {
    const record = await recordOf(services, properties, name)
    functions.put(record)
    pool.retireOld()
    return { physicalId: name, attributes: { Arn: names.arn(name) } }
  }
  return resourceType({
    type: 'AWS::Lambda::Function',
    attributes: ['Arn'],
    properties: FunctionProperties,
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
  properties: FunctionProperties,
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
