import { sentMails, temporaryPassword } from '../../acceptance/onboarding.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf, send } from '../world/http.ts'
import type { TenantWorld } from '../world/tenant-world.ts'
import type { World } from '../world/world.ts'

const INVITE = 'POST /users'
const RESEND = 'POST /users/{id}/resend'
/** More than one address gets in ten minutes, also when these end meanwhile. */
const MANY = 11

/** Invitations used against those who get them: to lock people out, to learn or set their password, or to pester an address. */
export function invitations(world: World): AttackClass {
  const { attacker, victim, endpoints } = world
  const call = ({ config, admin }: TenantWorld, path: string, body?: object) =>
    send(config.apiUrl, { method: 'POST', path, token: admin.token, ...(body && { body }) })
  const invite = (tenant: TenantWorld, email: string) => call(tenant, '/users', { email, role: 'TenantUser' })
  const attempt = (operation: string, mutation: string, expected: string, run: () => Promise<string>): Attempt => ({
    operation,
    role: 'TenantAdmin',
    mutation,
    expected,
    send: run,
  })
  const mailsTo = async (email: string) => (await sentMails(endpoints)).filter(({ to }) => to === email)

  /** What came of asking again and again. */
  async function pester(ask: (turn: number) => ReturnType<typeof invite>): Promise<string> {
    const answers: string[] = []
    for (let turn = 0; turn < MANY; turn++) answers.push(answerOf(await ask(turn)))
    return answers.find((answer) => answer.startsWith('429')) ?? answers.at(-1) ?? ''
  }

  return {
    name: 'invitations',
    controls: [
      attempt(INVITE, 'rightful', '201', async () => answerOf(await invite(attacker, attacker.nextEmail()))),
      attempt(RESEND, 'rightful', '204', async () => {
        const { text } = await invite(attacker, attacker.nextEmail())
        return answerOf(await call(attacker, `/users/${JSON.parse(text).id}/resend`))
      }),
    ],
    attempts: [
      attempt(INVITE, 'someone who has a password: it is neither sent nor set', '201, no password', async () => {
        const { email } = victim.user
        const answer = await invite(attacker, email)
        const mail = (await mailsTo(email)).at(-1)
        const { id } = JSON.parse(answer.text)
        await send(attacker.config.apiUrl, { method: 'DELETE', path: `/users/${id}`, token: attacker.admin.token })
        return `${answerOf(answer)}, ${mail && temporaryPassword(mail) !== '' ? 'a password' : 'no password'}`
      }),
      attempt(RESEND, 'someone who has a password', '409 CONFLICT', async () =>
        answerOf(await call(attacker, `/users/${attacker.user.userId}/resend`)),
      ),
      attempt(RESEND, 'a member of another tenant', '404 NOT_FOUND', async () =>
        answerOf(await call(attacker, `/users/${victim.admin.userId}/resend`)),
      ),
      attempt(RESEND, 'one address again and again', '429 TOO_MANY_INVITATIONS', async () => {
        const { text } = await invite(attacker, attacker.nextEmail())
        return pester(() => call(attacker, `/users/${JSON.parse(text).id}/resend`))
      }),
      attempt(
        INVITE,
        'one address by two tenants in turn, removed in between',
        '429 TOO_MANY_INVITATIONS',
        async () => {
          const email = attacker.nextEmail()
          return pester(async (turn) => {
            const tenant = turn % 2 === 0 ? attacker : victim
            const answer = await invite(tenant, email)
            const { id } = JSON.parse(answer.text)
            const removal = { method: 'DELETE', path: `/users/${id}`, token: tenant.admin.token }
            if (id) await send(tenant.config.apiUrl, removal)
            return answer
          })
        },
      ),
    ],
    skipped: [],
  }
}
