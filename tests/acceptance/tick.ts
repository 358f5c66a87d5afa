import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'

/** Runs a function that works by a schedule, as its queue hands it a tick: what happens each minute. `named` is a part of its name. */
export async function tick(
  { aws, region, credentials }: Endpoints,
  named: string,
  detail: object = {},
): Promise<{ batchItemFailures: unknown[] }> {
  const lambda = new LambdaClient({ ...(aws && { endpoint: aws }), region, credentials })
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}))
  const { FunctionName } = Functions.find((one) => one.FunctionName?.includes(named)) ?? {}
  const event = { id: 'tick', source: 'aws.events', 'detail-type': 'Scheduled Event', detail }
  const record = { messageId: 'tick', receiptHandle: 'none', body: JSON.stringify(event) }
  const Payload = JSON.stringify({ Records: [{ ...record, attributes: { ApproximateReceiveCount: '1' } }] })
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload }))
  return JSON.parse(new TextDecoder().decode(answer.Payload))
}
