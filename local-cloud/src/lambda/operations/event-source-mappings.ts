import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation, Operations } from '../../core/service.ts'
import { parseInput } from '../../logs/parse-input.ts'
import type { LambdaServices } from '../lambda-services.ts'
import type { EventSource } from '../stores/event-source-store.ts'

const List = z.object({ EventSourceArn: z.string().optional(), FunctionName: z.string().optional() })

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html and API_GetEventSourceMapping.html */
export function eventSourceMappings({
  context: { region, accountId },
  names,
  functions,
  eventSources,
}: Pick<LambdaServices, 'context' | 'names' | 'functions' | 'eventSources'>): Operations {
  const arnOf = (uuid: string) => `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`
  const shown = (source: EventSource) => ({
    UUID: source.uuid,
    EventSourceMappingArn: arnOf(source.uuid),
    EventSourceArn: source.queueArn,
    FunctionArn: names.arn(source.functionName),
    BatchSize: source.batchSize,
    MaximumBatchingWindowInSeconds: source.batchingWindowSeconds,
    FunctionResponseTypes: source.reportsBatchItemFailures ? ['ReportBatchItemFailures'] : [],
    ...(source.maximumConcurrency !== null && { ScalingConfig: { MaximumConcurrency: source.maximumConcurrency } }),
    State: source.enabled ? 'Enabled' : 'Disabled',
    StateTransitionReason: 'User action',
    LastModified: source.modifiedAt / 1000,
  })
  return {
    ListEventSourceMappings: {
      http: { method: 'GET', path: '/2015-03-31/event-source-mappings' },
      access: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
      run(input) {
        const { EventSourceArn, FunctionName } = parseInput(List, input)
        const name = FunctionName === undefined ? undefined : functions.find(FunctionName).name
        const found = eventSources
          .list()
          .filter(({ queueArn }) => EventSourceArn === undefined || queueArn === EventSourceArn)
          .filter(({ functionName }) => name === undefined || functionName === name)
        return { EventSourceMappings: found.map(shown) }
      },
    } satisfies Operation,
    GetEventSourceMapping: {
      http: { method: 'GET', path: '/2015-03-31/event-source-mappings/{UUID}' },
      access: ({ UUID }) => [{ action: 'lambda:GetEventSourceMapping', resource: arnOf(String(UUID)) }],
      run({ UUID }) {
        const source = eventSources.find(String(UUID))
        if (source) return shown(source)
        throw new AwsError('ResourceNotFoundException', `The resource you requested does not exist.`, 404, {
          Type: 'User',
        })
      },
    } satisfies Operation,
  }
}
