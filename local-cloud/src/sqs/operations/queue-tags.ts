import * as z from 'zod'
import type { Operation, Operations } from '../../core/service.ts'
import { byUrl, OnQueue, parseSqs, type SqsServices } from '../sqs-services.ts'

const Tag = z.strictObject({ ...OnQueue, Tags: z.record(z.string(), z.string()) })
const Untag = z.strictObject({ ...OnQueue, TagKeys: z.array(z.string()) })
const List = z.strictObject(OnQueue)

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html and its neighbours. */
export function queueTags(services: Pick<SqsServices, 'names' | 'queues'>): Operations {
  const { names, queues } = services
  const find = (url: string) => queues.get(names.ofUrl(url))
  return {
    TagQueue: {
      access: byUrl(services, 'TagQueue'),
      run(input) {
        const { QueueUrl, Tags } = parseSqs(Tag, input)
        const queue = find(QueueUrl)
        queues.put({ ...queue, tags: { ...queue.tags, ...Tags } })
      },
    } satisfies Operation,
    UntagQueue: {
      access: byUrl(services, 'UntagQueue'),
      run(input) {
        const { QueueUrl, TagKeys } = parseSqs(Untag, input)
        const queue = find(QueueUrl)
        const tags = Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key)))
        queues.put({ ...queue, tags })
      },
    } satisfies Operation,
    ListQueueTags: {
      access: byUrl(services, 'ListQueueTags'),
      run: (input) => ({ Tags: find(parseSqs(List, input).QueueUrl).tags }),
    } satisfies Operation,
  }
}
