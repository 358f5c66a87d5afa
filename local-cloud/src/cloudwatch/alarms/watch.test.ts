import { expect, test } from 'vitest'
import { TOPIC, watching } from './alarm-fixture.ts'

const silent = 'arn:aws:sns:us-east-1:000000000000:silent'

test('after a kill an alarm has its state, and tells a topic what it had not heard yet, and no other one again', async () => {
  const first = watching({ AlarmActions: [TOPIC, silent], OKActions: [] })
  await first.create()
  first.fail(9)
  await first.pass(2)
  // The change is stored; the second topic has not heard of it yet.
  expect((await first.described()).StateValue).toBe('ALARM')
  expect(first.published.map(({ topic }) => topic)).toEqual([TOPIC])
  first.context.database.close()
  const second = watching({}, first.context.dataDir)
  second.speak()
  await second.settled()
  expect((await second.described()).StateValue).toBe('ALARM')
  expect(second.published.map(({ topic }) => topic)).toEqual([silent])
  expect((await second.summaries('Action')).toSorted()).toEqual([
    `Successfully executed action ${TOPIC}`,
    `Successfully executed action ${silent}`,
  ])
})

test('a cloud that closes waits for the answer of a topic, so that nothing is told twice', async () => {
  const first = watching({ AlarmActions: [silent], OKActions: [] })
  await first.create()
  first.fail(9)
  await first.pass(2)
  const closed = first.close()
  first.speak()
  await closed
  first.context.database.close()
  const second = watching({}, first.context.dataDir)
  second.speak()
  await second.settled()
  expect(first.published).toHaveLength(1)
  expect(second.published).toEqual([])
})
