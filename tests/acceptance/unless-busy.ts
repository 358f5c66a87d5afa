import type { Answer } from './client.ts'
import { eventually } from './eventually.ts'

/** Asks again where somebody else is at the same thing, and the answer says when to: 409 with Retry-After. */
export const unlessBusy = (call: () => Promise<Answer>): Promise<Answer> =>
  eventually('a call that meets nobody', async () => {
    const answer = await call()
    return !(answer.status === 409 && answer.headers.has('retry-after')) && answer
  })
