import { expect, test } from 'vitest'
import { sendOrRefuse } from './mail-refusal.ts'

const failing = (name: string) =>
  sendOrRefuse('ann@x.example', () => Promise.reject(Object.assign(new Error(), { name })))

test.each(['MessageRejected', 'CodeDeliveryFailureException', 'SendingPausedException'])(
  'a mail that is refused with %s is an error that its caller understands',
  async (name) => {
    await expect(failing(name)).rejects.toMatchObject({ code: 'MAIL_NOT_SENT', status: 422 })
    await expect(failing(name)).rejects.toThrow('ann@x.example')
  },
)

test('what may pass by itself stays what it is, and so does the answer of a mail that goes out', async () => {
  await expect(failing('TooManyRequestsException')).rejects.toMatchObject({ name: 'TooManyRequestsException' })
  expect(await sendOrRefuse('ann@x.example', async () => 'sent')).toBe('sent')
})
