/** A deployed function. Names follow https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html. */
export interface FunctionRecord {
  name: string
  arn: string
  role: string
  runtime: 'nodejs22.x' | 'nodejs24.x'
  handler: string
  description: string
  timeoutSeconds: number
  memoryMb: number
  variables: Record<string, string>
  /** ARNs of layer versions; a file in a later one hides its like in an earlier one. */
  layers: string[]
  logGroup: string
  logFormat: 'Text' | 'JSON'
  applicationLogLevel: LogLevel
  systemLogLevel: 'DEBUG' | 'INFO' | 'WARN'
  /** Null: a share of what the account has left. */
  reservedConcurrency: number | null
  architectures: string[]
  ephemeralStorageMb: number
  tracingMode: 'Active' | 'PassThrough'
  tags: Record<string, string>
  /** Hexadecimal SHA-256 of the zip: the folder its files are in. */
  codeSha256: string
  codeBytes: number
  modifiedAt: number
  /** Changes with everything that an execution environment is made from. */
  revision: string
}

export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const date = (time: number): string => new Date(time).toISOString().replace('Z', '+0000')

/** The answer of GetFunctionConfiguration. */
export const configurationOf = (fn: FunctionRecord) => ({
  FunctionName: fn.name,
  FunctionArn: fn.arn,
  Runtime: fn.runtime,
  Role: fn.role,
  Handler: fn.handler,
  CodeSize: fn.codeBytes,
  CodeSha256: Buffer.from(fn.codeSha256, 'hex').toString('base64'),
  Description: fn.description,
  Timeout: fn.timeoutSeconds,
  MemorySize: fn.memoryMb,
  LastModified: date(fn.modifiedAt),
  Version: '$LATEST',
  ...(Object.keys(fn.variables).length > 0 && { Environment: { Variables: fn.variables } }),
  TracingConfig: { Mode: fn.tracingMode },
  RevisionId: fn.revision,
  ...(fn.layers.length > 0 && { Layers: fn.layers.map((Arn) => ({ Arn })) }),
  State: 'Active',
  LastUpdateStatus: 'Successful',
  PackageType: 'Zip',
  Architectures: fn.architectures,
  EphemeralStorage: { Size: fn.ephemeralStorageMb },
  LoggingConfig: {
    LogFormat: fn.logFormat,
    LogGroup: fn.logGroup,
    ...(fn.logFormat === 'JSON' && { ApplicationLogLevel: fn.applicationLogLevel, SystemLogLevel: fn.systemLogLevel }),
  },
})
