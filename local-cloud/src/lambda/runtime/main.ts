// The entry of an execution environment: one worker thread, one function, one invocation at a time.
import { enableCompileCache, flushCompileCache } from 'node:module'
import { getHeapStatistics } from 'node:v8'
import { parentPort } from 'node:worker_threads'
import { current, errorRecord, installConsole } from './console.ts'
import { errorPayload, RuntimeFailure } from './function-error.ts'
import { goAhead } from './go-ahead.ts'
import { type Handler, loadHandler } from './load-handler.ts'
import type { FromWorker, InvokeMessage, StartMessage, ToWorker } from './messages.ts'
import { installModules } from './modules.ts'
import { installNetwork } from './network.ts'

const SOURCE_MAPS = '--enable-source-maps'

const port = parentPort
if (!port) throw new Error('An execution environment runs in a worker thread.')
const send = (message: FromWorker): void => port.postMessage(message)

let handler: Handler | undefined
let settings: StartMessage | undefined
let invokedAt = 0

port.on('message', (message: ToWorker) => {
  if (message.type === 'start') void start(message)
  else void invoke(message)
})

async function start(message: StartMessage): Promise<void> {
  const startedAt = performance.now()
  settings = message
  if (message.ahead) goAhead(message.ahead)
  Object.assign(process.env, message.variables)
  // A thread reads NODE_OPTIONS no more; of them the local cloud takes this one alone.
  process.setSourceMapsEnabled(message.variables.NODE_OPTIONS?.includes(SOURCE_MAPS) ?? false)
  installConsole(message.logFormat, message.logLevel, {
    record: (text) => send({ type: 'record', text }),
    output: (text) => send({ type: 'output', text }),
  })
  installNetwork(message.endpoint)
  process.on('uncaughtException', (error) => crash('Uncaught Exception', error, error))
  process.on('unhandledRejection', (reason) => {
    const type = 'Runtime.UnhandledPromiseRejection'
    crash('Unhandled Promise Rejection', reason, new RuntimeFailure(type, String(reason), reason))
  })
  try {
    enableCompileCache(message.compiledRoot)
    installModules(message.codeRoot, message.layerRoots, message.sdkParent)
    handler = await loadHandler(message.codeRoot, message.handler, message.callbacks)
    // For the threads after this one: an environment that ends is not asked.
    flushCompileCache()
    send({ type: 'started', initMs: performance.now() - startedAt })
  } catch (error) {
    send({ type: 'record', text: errorRecord(message.logFormat, 'Uncaught Exception', error) })
    send({ type: 'start-failed', initMs: performance.now() - startedAt, error: errorPayload(error) })
  }
}

async function invoke(message: InvokeMessage): Promise<void> {
  invokedAt = performance.now()
  current.requestId = message.requestId
  process.env._X_AMZN_TRACE_ID = message.traceId
  try {
    const result = await handler?.(JSON.parse(message.payload), context(message))
    const payload = stringify(result)
    send({ type: 'done', payload, ...usage() })
  } catch (error) {
    send({ type: 'record', text: errorRecord(settings?.logFormat ?? 'Text', 'Invoke Error', error) })
    send({ type: 'failed', error: errorPayload(error), ...usage(), fatal: false })
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function context({ requestId, functionArn, remainingMs }: InvokeMessage) {
  const deadline = invokedAt + remainingMs
  const env = process.env
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  }
}

function stringify(result: unknown): string {
  try {
    return JSON.stringify(result) ?? 'null'
  } catch (error) {
    throw new RuntimeFailure('Runtime.MarshalError', 'Unable to stringify response body', error)
  }
}

function usage() {
  const { total_heap_size, external_memory } = getHeapStatistics()
  return { durationMs: performance.now() - invokedAt, memoryBytes: total_heap_size + external_memory }
}

/** The runtime ends with an error that nothing caught; the caller of the invocation gets it. */
function crash(what: string, logged: unknown, error: unknown): void {
  send({ type: 'record', text: errorRecord(settings?.logFormat ?? 'Text', what, logged) })
  if (handler) send({ type: 'failed', error: errorPayload(error), ...usage(), fatal: true })
  else send({ type: 'start-failed', initMs: performance.now(), error: errorPayload(error) })
  process.exit(129)
}
