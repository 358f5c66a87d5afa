import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operations } from '../../core/service.ts'
import { invalidParameter, sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'
import { runBatch } from './batch.ts'

const Receipt = { ReceiptHandle: z.string() }
const Hidden = { ...Receipt, VisibilityTimeout: z.int() }
const Delete = z.strictObject({ ...OnQueue, ...Receipt })
const DeleteBatch = z.strictObject({ ...OnQueue, Entries: z.array(z.strictObject({ Id: z.string(), ...Receipt })) })
const Change = z.strictObject({ ...OnQueue, ...Hidden })
const ChangeBatch = z.strictObject({ ...OnQueue, Entries: z.array(z.strictObject({ Id: z.string(), ...Hidden })) })

/** What a consumer does with a message that it has: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html, API_ChangeMessageVisibility.html, and their batches. */
export function receivedMessages(
  services: Pick<SqsServices, 'names' | 'queues' | 'messages' | 'arrivals'>,
): Operations {
  const { names, queues, messages, arrivals } = services
  const find = (url: string) => queues.get(names.ofUrl(url)).name

  const remove = (queue: string, receiptHandle: string) => {
    checkHandle(receiptHandle)
    messages.remove(queue, receiptHandle)
    return {}
  }
  const change = (
    queue: string,
    { ReceiptHandle, VisibilityTimeout }: { ReceiptHandle: string; VisibilityTimeout: number },
  ) => {
    checkHandle(ReceiptHandle)
    if (VisibilityTimeout < 0 || VisibilityTimeout > LIMITS.visibilitySeconds) {
      const reason = `VisibilityTimeout must be an integer between 0 and ${LIMITS.visibilitySeconds}.`
      throw invalidParameter('VisibilityTimeout', VisibilityTimeout, reason)
    }
    const outcome = messages.changeVisibility(queue, ReceiptHandle, VisibilityTimeout * 1000)
    if (outcome === 'unknown') {
      const reason = 'Message does not exist or is not available for visibility timeout change.'
      throw invalidParameter('ReceiptHandle', ReceiptHandle, reason)
    }
    if (outcome === 'visible') throw sqsError('MessageNotInflight', 'The specified message is not in flight.')
    // Who waits has to wait for another time now.
    arrivals.wake(queue)
    return {}
  }

  return {
    DeleteMessage: parsedOperation({
      access: byUrl(services, 'DeleteMessage'),
      input: Delete,
      run({ QueueUrl, ReceiptHandle }) {
        remove(find(QueueUrl), ReceiptHandle)
      },
    }),
    DeleteMessageBatch: parsedOperation({
      access: byUrl(services, 'DeleteMessage'),
      input: DeleteBatch,
      run({ QueueUrl, Entries }) {
        const queue = find(QueueUrl)
        return runBatch(Entries, ({ ReceiptHandle }) => remove(queue, ReceiptHandle))
      },
    }),
    ChangeMessageVisibility: parsedOperation({
      access: byUrl(services, 'ChangeMessageVisibility'),
      input: Change,
      run({ QueueUrl, ...entry }) {
        change(find(QueueUrl), entry)
      },
    }),
    ChangeMessageVisibilityBatch: parsedOperation({
      access: byUrl(services, 'ChangeMessageVisibility'),
      input: ChangeBatch,
      run({ QueueUrl, Entries }) {
        const queue = find(QueueUrl)
        return runBatch(Entries, (entry) => change(queue, entry))
      },
    }),
  }
}

function checkHandle(receiptHandle: string): void {
  if (!/^AQEB[a-z0-9]{60}$/.test(receiptHandle))
    throw sqsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    )
}
