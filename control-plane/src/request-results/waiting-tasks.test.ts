import { SFNClient } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { waitingTasks } from './waiting-tasks.ts'

/** A real client that meets this error. */
const refusing = (type: string) =>
  new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: {
      handle: async () => ({
        response: { statusCode: 400, headers: {}, body: Buffer.from(JSON.stringify({ __type: type })) },
      }),
    },
  })

describe('answering a waiting task', () => {
  it.each(['TaskTimedOut', 'TaskDoesNotExist'])('is done when it takes no answer any more: %s', async (type) => {
    await waitingTasks(refusing(type)).succeed('token', {})
    await waitingTasks(refusing(type)).fail('token', { error: 'RequestFailed', reason: 'reason' })
  })

  it('fails on a token that never was one', async () => {
    await expect(waitingTasks(refusing('InvalidToken')).succeed('token', {})).rejects.toMatchObject({
      name: 'InvalidToken',
    })
  })
})
