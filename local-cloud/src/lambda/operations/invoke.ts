import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import { type Operation, RawOutput } from '../../core/service.ts'
import { traceHeaderOf } from '../../core/trace-header.ts'
import { checkSize } from '../invocations/run-invocation.ts'
import type { LambdaServices } from '../lambda-services.ts'

const Input = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.string().optional(),
  InvocationType: z.enum(['RequestResponse', 'Event', 'DryRun']).default('RequestResponse'),
  LogType: z.enum(['None', 'Tail']).default('None'),
  Payload: z.union([z.instanceof(Buffer), z.string()]).default(''),
})

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = ({
  context,
  names,
  functions,
  run,
  queue,
}: Pick<LambdaServices, 'context' | 'names' | 'functions' | 'run' | 'queue'>): Operation =>
  parsedOperation({
    input: Input,
    http: {
      method: 'POST',
      path: '/2015-03-31/functions/{FunctionName}/invocations',
      rawBody: 'Payload',
      headers: { InvocationType: 'x-amz-invocation-type', LogType: 'x-amz-log-type' },
    },
    access: (input) => [
      { action: 'lambda:InvokeFunction', resource: names.arn(names.parse(input.FunctionName, input.Qualifier)) },
    ],
    async run(request, { headers: sent }) {
      const traceHeader = traceHeaderOf(sent)
      const fn = functions.find(request.FunctionName, request.Qualifier)
      const payload = String(request.Payload) || '{}'
      const asynchronous = request.InvocationType === 'Event'
      checkSize(payload, asynchronous)
      checkJson(payload)
      if (request.InvocationType === 'DryRun') return new RawOutput(204, {}, Buffer.alloc(0))
      if (asynchronous) {
        const requestId = queue.accept(fn, payload, traceHeader)
        return new RawOutput(202, { 'x-amzn-requestid': requestId }, Buffer.alloc(0))
      }
      const requestId = context.ids.uuid()
      const outcome = await run(fn, requestId, payload, { traceHeader })
      const headers = {
        'content-type': 'application/json',
        'x-amzn-requestid': requestId,
        'x-amz-executed-version': '$LATEST',
        ...(outcome.functionError && { 'x-amz-function-error': outcome.functionError }),
        ...(request.LogType === 'Tail' && { 'x-amz-log-result': Buffer.from(outcome.logTail).toString('base64') }),
      }
      return new RawOutput(200, headers, Buffer.from(outcome.payload))
    },
  })

function checkJson(payload: string): void {
  try {
    JSON.parse(payload)
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${error instanceof Error ? error.message : String(error)}`,
      400,
      { Type: 'User' },
    )
  }
}
