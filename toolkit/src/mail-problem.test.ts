import { expect, test } from 'vitest'
import { mailProblem } from './mail-problem.ts'

const problem = (name: string) => mailProblem(Object.assign(new Error(), { name }), 'ann@x.example')

test.each(['MessageRejected', 'CodeDeliveryFailureException', 'SendingPausedException'])(
  'a mail that is refused with %s is an error that its caller understands',
  (name) => {
    expect(problem(name)).toMatchObject({ code: 'MAIL_REJECTED', status: 422, field: 'email' })
    expect(problem(name)).toMatchObject({ message: expect.stringContaining('ann@x.example') })
  },
)

test('what may pass by itself can be tried again, and anything else stays what it is', () => {
  expect(problem('TooManyRequestsException')).toMatchObject({ code: 'UNAVAILABLE', status: 503 })
  expect(problem('TypeError')).toMatchObject({ name: 'TypeError' })
})
