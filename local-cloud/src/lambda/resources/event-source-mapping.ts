import * as z from 'zod'
import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { queueUrlOf } from '../../core/queue-url.ts'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, resourceType } from '../../core/resource-type.ts'
import type { FunctionRecord } from '../function-record.ts'
import type { LambdaServices } from '../lambda-services.ts'

const Properties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(10),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).default([]),
  ScalingConfig: z
    .strictObject({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000).optional() })
    .default({}),
  Enabled: z.boolean().default(true),
})
type Properties = z.infer<typeof Properties>

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const BATCH_WITHOUT_WINDOW = 10

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html, for SQS queues. */
export function eventSourceMappingType({
  context,
  names,
  iam,
  api,
  functions,
  eventSources,
  pollers,
}: Pick<LambdaServices, 'context' | 'names' | 'iam' | 'api' | 'functions' | 'eventSources' | 'pollers'>) {
  const put = async (uuid: string, properties: Properties): Promise<Deployed> => {
    checkMapping(properties)
    const { EventSourceArn: queueArn, BatchSize, MaximumBatchingWindowInSeconds, ScalingConfig } = properties
    const fn = functions.find(properties.FunctionName)
    await checkQueue(fn, queueArn)
    eventSources.put({
      uuid,
      functionName: fn.name,
      queueArn,
      batchSize: BatchSize,
      batchingWindowSeconds: MaximumBatchingWindowInSeconds,
      maximumConcurrency: ScalingConfig.MaximumConcurrency ?? null,
      reportsBatchItemFailures: properties.FunctionResponseTypes.length > 0,
      enabled: properties.Enabled,
      modifiedAt: context.clock.now(),
    })
    pollers.restart(uuid)
    const arn = `arn:aws:lambda:${context.region}:${context.accountId}:event-source-mapping:${uuid}`
    return { physicalId: uuid, attributes: { Id: uuid, EventSourceMappingArn: arn } }
  }

  /** The function's role must be able to consume the queue, and the function be done before its messages are visible again. */
  const checkQueue = async ({ name, role, timeoutSeconds }: FunctionRecord, queueArn: string): Promise<void> => {
    const request = { roleArn: role, service: 'lambda.amazonaws.com', sessionName: name, durationSeconds: 900 }
    const { session } = iam.assumeForService(request)
    const QueueUrl = queueUrlOf(queueArn)
    const probe = { QueueUrl, AttributeNames: ['VisibilityTimeout'] }
    for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes']) {
      try {
        iam.authorize(session, [{ action: `sqs:${action}`, resource: queueArn }])
      } catch {
        throw invalid(`The function execution role does not have permissions to call ${action} on SQS`)
      }
    }
    const { Attributes } = await api.call(session, 'sqs', 'GetQueueAttributes', probe)
    const visibility = Number(Attributes.VisibilityTimeout)
    if (visibility >= timeoutSeconds) return
    const text = `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeoutSeconds} seconds`
    throw invalid(text)
  }

  /** A function takes a queue once. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html (ResourceConflictException) */
  const idOf = ({ FunctionName, EventSourceArn }: Properties) => `${names.parse(FunctionName)}|${EventSourceArn}`
  const find = (id: string) =>
    eventSources.list().find(({ functionName, queueArn }) => `${functionName}|${queueArn}` === id)

  return resourceType<Properties>({
    type: 'AWS::Lambda::EventSourceMapping',
    attributes: ['Id', 'EventSourceMappingArn'],
    properties: Properties,
    createOnly: ['EventSourceArn'],
    named: { by: idOf, exists: (id) => find(id) !== undefined },
    // Whoever makes mappings may be bound to some functions by a condition.
    access: (change) =>
      mappingCalls(change).map((access) => ({
        ...access,
        context: { 'lambda:FunctionArn': names.arn(names.parse(change.properties.FunctionName)) },
      })),
    check: checkMapping,
    create: (properties) => put(find(idOf(properties))?.uuid ?? context.ids.uuid(), properties),
    update: (properties, { physicalId }) => put(physicalId, properties),
    delete({ physicalId }) {
      eventSources.remove(physicalId)
      pollers.restart(physicalId)
    },
  })
}

const mappingCalls = calls<Properties>(
  {
    create: ['lambda:CreateEventSourceMapping'],
    update: ['lambda:UpdateEventSourceMapping'],
    delete: ['lambda:DeleteEventSourceMapping'],
  },
  ({ current, arn }) => (current ? arn('lambda', `event-source-mapping:${current.physicalId}`) : '*'),
)

function checkMapping({ EventSourceArn, BatchSize, MaximumBatchingWindowInSeconds }: Properties): void {
  if (!EventSourceArn.startsWith('arn:aws:sqs:'))
    throw new Unsupported(`event sources of ${EventSourceArn.split(':')[2]} (${EventSourceArn})`)
  if (BatchSize > BATCH_WITHOUT_WINDOW && MaximumBatchingWindowInSeconds === 0)
    throw invalid('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10')
}

const invalid = (message: string) => new AwsError('InvalidParameterValueException', message, 400, { Type: 'User' })
