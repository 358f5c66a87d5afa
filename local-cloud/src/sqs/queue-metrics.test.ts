import { expect, test } from 'vitest'
import { movableClock } from '../core/clock.ts'
import type { MetricDatum } from '../core/faces.ts'
import { caller, testContext } from '../logs/logs-fixture.ts'
import { sqsService } from './service.ts'

async function measured() {
  const clock = movableClock()
  const context = { ...testContext(), clock }
  const data: MetricDatum[] = []
  const sqs = sqsService({ context, metrics: { put: (datum) => data.push(datum) } })
  sqs.start()
  const call = caller(sqs.api)
  const { QueueUrl } = await call('CreateQueue', { QueueName: 'q' })
  return {
    ...sqs,
    clock,
    call: (operation: string, input: object = {}) => call(operation, { QueueUrl, ...input }),
    /** The values of a metric by the minute. */
    take(name: string) {
      const found = data.filter((datum) => datum.name === name)
      for (const { namespace, dimensions } of found) {
        expect({ namespace, dimensions }).toEqual({ namespace: 'AWS/SQS', dimensions: { QueueName: 'q' } })
      }
      return found.map(({ timestamp = 0, values }) => [
        Math.floor((timestamp - Date.UTC(2026, 0, 1)) / 60_000),
        ...values,
      ])
    },
  }
}

test('a queue is measured at the end of each minute while it has messages, and for six hours after', async () => {
  const { clock, call, take, close } = await measured()
  clock.advance(60_000)
  expect(take('ApproximateNumberOfMessagesVisible')).toEqual([])
  await call('SendMessage', { MessageBody: 'a' })
  await call('SendMessage', { MessageBody: 'b' })
  clock.advance(60_000)
  await call('ReceiveMessage')
  // A clock that leaps over minutes tells of each.
  clock.advance(25_000)
  clock.advance(2 * 60_000)
  expect(take('ApproximateNumberOfMessagesVisible')).toEqual([
    [1, 2],
    [2, 2],
    [3, 2],
  ])
  expect(take('ApproximateAgeOfOldestMessage')).toEqual([
    [1, 60],
    [2, 120],
    [3, 180],
  ])
  await call('PurgeQueue')
  clock.advance(60_000)
  expect(take('ApproximateNumberOfMessagesVisible').at(-1)).toEqual([4, 0])
  expect(take('ApproximateAgeOfOldestMessage').at(-1)).toEqual([4, 0])
  clock.advance(7 * 3_600_000)
  expect(take('ApproximateNumberOfMessagesVisible')).toHaveLength(4 + 360 - 1)
  close()
})

test('a message in flight is not visible, and has its age', async () => {
  const { clock, call, take, close } = await measured()
  await call('SendMessage', { MessageBody: 'a' })
  await call('ReceiveMessage', { VisibilityTimeout: 600 })
  clock.advance(60_000)
  expect(take('ApproximateNumberOfMessagesVisible')).toEqual([[0, 0]])
  expect(take('ApproximateNumberOfMessagesNotVisible')).toEqual([[0, 1]])
  expect(take('ApproximateAgeOfOldestMessage')).toEqual([[0, 60]])
  close()
})
