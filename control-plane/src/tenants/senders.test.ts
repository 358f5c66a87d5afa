import { SFNClient } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { provisioningStarter } from './senders.ts'

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

const record = { kind: 'start' as const, tenantId: 'acme00000000', registrationId: 'reg_1', sequence: 1, at: '' }

describe('starting an onboarding', () => {
  it('is done when it was started before, and fails on anything else', async () => {
    await provisioningStarter(refusing('ExecutionAlreadyExists'), 'arn')(record)
    const wrong = provisioningStarter(refusing('StateMachineDoesNotExist'), 'arn')
    await expect(wrong(record)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' })
  })

  it('goes by the change that wants it: a retry is started though the first attempt has a name', async () => {
    const names: unknown[] = []
    const client = new SFNClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      requestHandler: {
        handle: async ({ body }: { body: string | Uint8Array }) => {
          names.push(JSON.parse(Buffer.from(body).toString()).name)
          return { response: { statusCode: 200, headers: {}, body: Buffer.from('{}') } }
        },
      },
    })
    const start = provisioningStarter(client, 'arn')
    await start(record)
    await start({ ...record, sequence: 6 })
    expect(names).toEqual(['reg_1-1', 'reg_1-6'])
  })
})
