import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags = (services: Pick<SqsServices, 'names' | 'queues'>): Operation =>
  parsedOperation({
    access: byUrl(services, 'ListQueueTags'),
    input: z.strictObject(OnQueue),
    run: ({ QueueUrl }) => ({ Tags: services.queues.get(services.names.ofUrl(QueueUrl)).tags }),
  })
