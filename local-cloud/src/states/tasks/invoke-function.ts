import { AwsError } from '../../core/aws-error.ts'
import { RawOutput } from '../../core/service.ts'
import type { Run } from '../flow/flow.ts'
import { StateError } from '../state-error.ts'
import { causeOf, sessionOf } from './call-service.ts'

/** An answer of Lambda's Invoke, however the service puts it. */
export interface InvokeAnswer {
  statusCode: number
  executedVersion: string
  requestId: string | undefined
  /** Parsed; null for an asynchronous invocation. */
  payload: unknown
}

/** Invokes a function as the state machine's role. A function that fails is a failure with its own `errorType`. */
export async function invokeFunction(run: Run, input: Record<string, unknown>): Promise<InvokeAnswer> {
  const session = sessionOf(run)
  let answer: unknown
  try {
    answer = await run.services.api.call(session, 'lambda', 'Invoke', input, run.execution.traceHeader)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    // https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    const denied = error.code.startsWith('AccessDenied')
    throw new StateError(`Lambda.${denied ? 'AWSLambdaException' : error.code}`, causeOf(error, 'AWSLambda'))
  }
  const { functionError, text, ...rest } = readAnswer(answer)
  const payload = text === '' ? null : JSON.parse(text)
  if (functionError) {
    const type = (payload as { errorType?: unknown } | null)?.errorType
    throw typeof type === 'string' && type !== ''
      ? new StateError(type, text)
      : new StateError(
          'Lambda.Unknown',
          `The cause could not be determined because Lambda did not return an error type. Returned payload: ${text}`,
        )
  }
  return { ...rest, payload }
}

interface PlainAnswer {
  StatusCode?: number
  Payload?: string | Uint8Array
  FunctionError?: string
  ExecutedVersion?: string
}

function readAnswer(answer: unknown) {
  if (answer instanceof RawOutput) {
    const header = (name: string) => Object.entries(answer.headers).find(([key]) => key.toLowerCase() === name)?.[1]
    return {
      statusCode: answer.status,
      executedVersion: header('x-amz-executed-version') ?? '$LATEST',
      requestId: header('x-amzn-requestid'),
      functionError: header('x-amz-function-error'),
      text: answer.body.toString('utf8'),
    }
  }
  const { StatusCode = 200, Payload = '', FunctionError, ExecutedVersion = '$LATEST' } = (answer ?? {}) as PlainAnswer
  const text = typeof Payload === 'string' ? Payload : Buffer.from(Payload).toString('utf8')
  return {
    statusCode: StatusCode,
    executedVersion: ExecutedVersion,
    requestId: undefined,
    functionError: FunctionError,
    text,
  }
}
