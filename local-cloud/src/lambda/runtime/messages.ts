// What a worker thread and the process say to each other.

/** An error as a function's caller sees it. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface ErrorPayload {
  errorType: string
  errorMessage: string
  trace: string[]
}

export interface StartMessage {
  type: 'start'
  variables: Record<string, string>
  codeRoot: string
  /** The last one wins. */
  layerRoots: string[]
  /** Where Node keeps what it has compiled. */
  compiledRoot: string
  /** URL of a module that finds the AWS SDK which the runtime brings. */
  sdkParent: string
  handler: string
  endpoint: string
  logFormat: 'Text' | 'JSON'
  logLevel: string
  /** Milliseconds that the cloud's clock is ahead of the machine's, where it can be put forward. */
  ahead: BigInt64Array<SharedArrayBuffer> | undefined
  /** Node 24's runtime has no callbacks any more. */
  callbacks: boolean
}

export interface InvokeMessage {
  type: 'invoke'
  requestId: string
  payload: string
  remainingMs: number
  functionArn: string
  traceId: string
}

export type ToWorker = StartMessage | InvokeMessage

export type FromWorker =
  | { type: 'started'; initMs: number }
  | { type: 'start-failed'; initMs: number; error: ErrorPayload }
  /** One record of console.*. */
  | { type: 'record'; text: string }
  /** What was written to stdout or stderr, as it came. */
  | { type: 'output'; text: string }
  | { type: 'done'; payload: string; durationMs: number; memoryBytes: number }
  /** `fatal`: the environment cannot be used again. */
  | { type: 'failed'; error: ErrorPayload; durationMs: number; memoryBytes: number; fatal: boolean }
