import { confirmationCode } from '../../acceptance/onboarding.ts'
import { answerOf, type Reply, send } from './http.ts'
import type { World } from './world.ts'

type Run = Pick<World, 'endpoints' | 'run'>
let names = 0

/** A registration of a stranger, and the code that went to its address. */
export interface Asked {
  id: string
  email: string
  code: string
}

/** What a stranger sends; each is another name and another address, unless it says so. */
export const newRegistration = ({ run }: Pick<World, 'run'>, change: { tenantName?: string; email?: string } = {}) => ({
  tenantName: `Stranger ${run} ${++names}`,
  email: `stranger-${names}@${run}.example`,
  tier: 'Basic',
  ...change,
})

export const ask = ({ endpoints }: Pick<World, 'endpoints'>, body: object, headers: Record<string, string> = {}) =>
  send(endpoints.controlPlaneApi, { method: 'POST', path: '/registrations', body, headers })

/** A registration that waits for its code. */
export async function unconfirmed(world: Run, tenantName?: string): Promise<Asked> {
  const body = newRegistration(world, tenantName === undefined ? {} : { tenantName })
  const reply = await ask(world, body)
  if (reply.status !== 202) throw new Error(`The registration of ${body.tenantName}: ${answerOf(reply)}`)
  const { email } = body
  return { id: JSON.parse(reply.text).registrationId, email, code: await confirmationCode(world.endpoints, email) }
}

export const confirmWith = ({ endpoints }: Run, id: string, code: string): Promise<Reply> =>
  send(endpoints.controlPlaneApi, { method: 'POST', path: `/registrations/${id}/confirm`, body: { code } })

export const resend = ({ endpoints }: Run, id: string): Promise<Reply> =>
  send(endpoints.controlPlaneApi, { method: 'POST', path: `/registrations/${id}/resend` })
