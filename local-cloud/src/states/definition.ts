import * as z from 'zod'
import { AwsError, Unsupported } from '../core/aws-error.ts'
import { refusedValues, shownValue } from '../core/refused-values.ts'

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
// The schemas are strict: a field that nothing here reads fails the creation of the state machine by name.

const Path = z.string().nullable()
const Payload = z.unknown().optional()

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
}
const inAndOut = { ...common, InputPath: Path.optional(), OutputPath: Path.optional() }
const onward = { Next: z.string().optional(), End: z.boolean().optional() }
const result = { Parameters: Payload, ResultSelector: Payload, ResultPath: Path.optional() }

const Retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.int().min(1).default(1),
  MaxAttempts: z.int().min(0).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).default('NONE'),
})

const Catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  ResultPath: Path.optional(),
})

const handled = { Retry: z.array(Retrier).default([]), Catch: z.array(Catcher).default([]) }

const Task = z.strictObject({
  ...inAndOut,
  ...onward,
  ...result,
  ...handled,
  Type: z.literal('Task'),
  Resource: z.string(),
  TimeoutSeconds: z.int().min(1).optional(),
  TimeoutSecondsPath: z.string().optional(),
  HeartbeatSeconds: z.int().min(1).optional(),
  HeartbeatSecondsPath: z.string().optional(),
})

const Pass = z.strictObject({
  ...inAndOut,
  ...onward,
  Type: z.literal('Pass'),
  Result: Payload,
  Parameters: Payload,
  ResultPath: Path.optional(),
})

const Wait = z.strictObject({
  ...inAndOut,
  ...onward,
  Type: z.literal('Wait'),
  Seconds: z.number().min(0).optional(),
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
})

const Choice = z.strictObject({
  ...inAndOut,
  Type: z.literal('Choice'),
  Choices: z.array(z.looseObject({ Next: z.string() })).min(1),
  Default: z.string().optional(),
})

const Succeed = z.strictObject({ ...inAndOut, Type: z.literal('Succeed') })

const Fail = z.strictObject({
  ...common,
  Type: z.literal('Fail'),
  Error: z.string().optional(),
  ErrorPath: z.string().optional(),
  Cause: z.string().optional(),
  CausePath: z.string().optional(),
})

/** States that run one after the other: a whole machine, a branch of a Parallel state, or what a Map state does with each item. */
export interface States {
  StartAt: string
  States: Record<string, State>
}

const Nested: z.ZodType<States> = z.lazy(() => StatesShape)

const Parallel = z.strictObject({
  ...inAndOut,
  ...onward,
  ...result,
  ...handled,
  Type: z.literal('Parallel'),
  Branches: z.array(Nested),
})

const MapShape = z.strictObject({
  ...inAndOut,
  ...onward,
  ...result,
  ...handled,
  Type: z.literal('Map'),
  ItemsPath: z.string().optional(),
  ItemSelector: Payload,
  MaxConcurrency: z.int().min(0).optional(),
  ItemProcessor: Nested.optional(),
  Iterator: Nested.optional(),
})

const StateShape = z.discriminatedUnion('Type', [Task, Pass, Wait, Choice, Succeed, Fail, Parallel, MapShape])

const StatesShape = z.strictObject({
  ...common,
  StartAt: z.string(),
  // Distributed maps read and write S3; only those inside the execution are supported.
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  States: z.record(z.string(), StateShape),
})

const DefinitionShape = z.strictObject({
  ...StatesShape.shape,
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.int().min(1).optional(),
})

export type TaskState = z.infer<typeof Task>
export type WaitState = z.infer<typeof Wait>
export type ChoiceState = z.infer<typeof Choice>
export type FailState = z.infer<typeof Fail>
export type ParallelState = z.infer<typeof Parallel>
export type MapState = z.infer<typeof MapShape>
export type Retrier = z.infer<typeof Retrier>
export type Catcher = z.infer<typeof Catcher>
export type State = z.infer<typeof StateShape>
export type Definition = z.infer<typeof DefinitionShape>

/** Parses a state machine's definition; everything that is not understood is named. */
export function parseDefinition(source: string): Definition {
  let json: unknown
  try {
    json = JSON.parse(source)
  } catch {
    throw invalidDefinition('INVALID_JSON_DESCRIPTION: the definition is not JSON')
  }
  const parsed = DefinitionShape.safeParse(json)
  if (parsed.success) return parsed.data
  const refused = refusedValues(parsed.error.issues, json)
  const missing = refused.filter(({ value }) => value === undefined)
  if (missing.length > 0) {
    const places = missing.map(({ path }) => `/${path.replaceAll('.', '/')}`)
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: the field is required at ${places.join(', ')}`)
  }
  const named = refused.map(({ path, value }) => `/${path.replaceAll('.', '/')} = ${shownValue(value)}`)
  throw new Unsupported(`${named.join(', ')} in a state machine definition`)
}

/** The error that AWS answers to a definition that it does not accept. */
export function invalidDefinition(reason: string): AwsError {
  return new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`)
}
