import { totalmem } from 'node:os'

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, unless another page stands beside the figure. */
export const LIMITS = {
  /** Concurrent executions of an account. */
  concurrency: 1000,
  /** What reserved concurrency of all functions together must leave. https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
  unreservedConcurrency: 100,
  requestBytes: 6_291_456,
  /** 6 MB and a margin for the envelope. */
  responseBytes: 6_291_556,
  asynchronousRequestBytes: 1_048_576,
  /** `LogType: Tail` answers so much of the log's end. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
  logTailBytes: 4096,
  layers: 5,
  unpackedBytes: 262_144_000,
  environmentVariableBytes: 4096,
  /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
  initMs: 10_000,
} as const

/** What asynchronous invocation does unless an EventInvokeConfig says otherwise. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const ASYNCHRONOUS = {
  retries: 2,
  maxAgeSeconds: 21_600,
  /** Before the second and the third attempt after a function error. */
  retryDelaysMs: [60_000, 120_000],
  /** Throttles and system errors: exponential, from one second to five minutes, until the event is too old. */
  backoffFirstMs: 1000,
  backoffLongestMs: 300_000,
} as const

/** Event source mappings of queues. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
export const EVENT_SOURCES = {
  /** Batches that Lambda begins to work on at a time; it scales on from there, which a laptop does not. */
  initialConcurrency: 5,
  /** After errors and throttles, from one second on; AWS does not say how long. */
  longestPauseMs: 60_000,
  sessionSeconds: 3600,
} as const

/** An environment holds about 60 MB; together they get a quarter of the machine's memory. */
const ENVIRONMENT_BYTES = 60 * 2 ** 20
function environmentsOf(memoryBytes: number): number {
  return Math.min(Math.max(Math.floor(memoryBytes / 4 / ENVIRONMENT_BYTES), 16), 64)
}

/** Bounds of a laptop, which AWS does not have: above them invocations wait for an environment instead of being refused. */
export const LAPTOP = {
  environments: environmentsOf(totalmem()),
  /** Environments that start at one time. */
  starting: 4,
  /**
   * So long an invocation waits at least for a busy environment before another starts, and longer where the last start took longer: most come
   * free within milliseconds, and one more costs a quarter of a second of processor time and 60 MB.
   */
  patienceMs: 100,
  longestPatienceMs: 2_000,
  /** An environment that was not used for so long goes; AWS keeps them for a few minutes too, undocumented. */
  idleMs: 300_000,
  /** A role session outlives its environment by this much. */
  credentialMarginMs: 300_000,
  /** The longest that a role's session may be. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html */
  sessionSeconds: 43_200,
} as const
