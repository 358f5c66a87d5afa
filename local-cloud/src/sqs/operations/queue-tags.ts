import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operations } from '../../core/service.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'

const Tag = z.strictObject({ ...OnQueue, Tags: z.record(z.string(), z.string()) })
const Untag = z.strictObject({ ...OnQueue, TagKeys: z.array(z.string()) })
const List = z.strictObject(OnQueue)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html and its neighbours. */
export function queueTags(services: Pick<SqsServices, 'names' | 'queues'>): Operations {
  const { names, queues } = services
  const find = (url: string) => queues.get(names.ofUrl(url))
  return {
    TagQueue: parsedOperation({
      access: byUrl(services, 'TagQueue'),
      input: Tag,
      run({ QueueUrl, Tags }) {
        const queue = find(QueueUrl)
        queues.put({ ...queue, tags: { ...queue.tags, ...Tags } })
      },
    }),
    UntagQueue: parsedOperation({
      access: byUrl(services, 'UntagQueue'),
      input: Untag,
      run({ QueueUrl, TagKeys }) {
        const queue = find(QueueUrl)
        const tags = Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key)))
        queues.put({ ...queue, tags })
      },
    }),
    ListQueueTags: parsedOperation({
      access: byUrl(services, 'ListQueueTags'),
      input: List,
      run: ({ QueueUrl }) => ({ Tags: find(QueueUrl).tags }),
    }),
  }
}
