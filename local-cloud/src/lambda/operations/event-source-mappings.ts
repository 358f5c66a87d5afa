import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation, Operations } from '../../core/service.ts'
import type { LambdaServices } from '../lambda-services.ts'
import type { EventSource } from '../stores/event-source-store.ts'

// Answers hold at most 100 mappings, whatever MaxItems asks for.
const MOST_ITEMS = 100
const List = z.strictObject({
  EventSourceArn: z.string().optional(),
  FunctionName: z.string().optional(),
  Marker: z.string().optional(),
  MaxItems: z.coerce.number().int().min(1).max(10_000).default(100),
})

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html and API_GetEventSourceMapping.html */
export function eventSourceMappings({
  context: { region, accountId },
  names,
  functions,
  eventSources,
}: Pick<LambdaServices, 'context' | 'names' | 'functions' | 'eventSources'>): Operations {
  const arnOf = (uuid: string) => `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`
  const describeMapping = (source: EventSource) => ({
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
    ListEventSourceMappings: parsedOperation({
      http: { method: 'GET', path: '/2015-03-31/event-source-mappings' },
      access: () => [{ action: 'lambda:ListEventSourceMappings', resource: '*' }],
      input: List,
      run({ EventSourceArn, FunctionName, Marker = '', MaxItems }) {
        const name = FunctionName === undefined ? undefined : functions.find(FunctionName).name
        const found = eventSources
          .list()
          .filter(({ queueArn }) => EventSourceArn === undefined || queueArn === EventSourceArn)
          .filter(({ functionName }) => name === undefined || functionName === name)
          .filter(({ uuid }) => uuid > Marker)
        const page = found.slice(0, Math.min(MaxItems, MOST_ITEMS))
        return {
          EventSourceMappings: page.map(describeMapping),
          ...(page.length < found.length && { NextMarker: page.at(-1)?.uuid }),
        }
      },
    }),
    GetEventSourceMapping: {
      input: { UUID: true },
      http: { method: 'GET', path: '/2015-03-31/event-source-mappings/{UUID}' },
      access: ({ UUID }) => [{ action: 'lambda:GetEventSourceMapping', resource: arnOf(String(UUID)) }],
      run({ UUID }) {
        const source = eventSources.find(String(UUID))
        if (source) return describeMapping(source)
        throw new AwsError('ResourceNotFoundException', `The resource you requested does not exist.`, 404, {
          Type: 'User',
        })
      },
    } satisfies Operation,
  }
}
