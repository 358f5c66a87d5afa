import { expect, test } from 'vitest'
import { problemOf } from './api-problem.ts'

const answer = (code: string) =>
  Response.json({ code, message: 'Only 3 are left.', requestId: 'r-1', field: 'quantity' }, { status: 409 })

test('a problem has the code that the platform or a service declares, with its message and field', async () => {
  const own = await problemOf(answer('SOLD_OUT'), { SOLD_OUT: 409 })
  expect(own).toMatchObject({ code: 'SOLD_OUT', message: 'Only 3 are left.', requestId: 'r-1', field: 'quantity' })
  expect(await problemOf(answer('CONFLICT'), {})).toMatchObject({ code: 'CONFLICT', message: 'Only 3 are left.' })
})

test('an answer with a code that nobody declares, or without one, is unreadable', async () => {
  expect(await problemOf(answer('SOLD_OUT'), {})).toMatchObject({ code: 'UNREADABLE' })
  expect(await problemOf(answer('toString'), {})).toMatchObject({ code: 'UNREADABLE' })
  expect(await problemOf(new Response('<html>', { status: 502 }), {})).toMatchObject({ code: 'UNREADABLE' })
})
