import { CODE_TRIES } from '@tenantry/contracts/sign-up.ts'
import { confirmationCode } from '../../acceptance/onboarding.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf, type Reply } from '../world/http.ts'
import { type Asked, ask, confirmWith, newRegistration, resend, unconfirmed } from '../world/registrations.ts'
import type { World } from '../world/world.ts'

const CONFIRM = 'POST /registrations/{id}/confirm'
const RESEND = 'POST /registrations/{id}/resend'
const REGISTER = 'POST /registrations'
/** More guesses at once than a code has tries. */
const AT_ONCE = 30
/** Codes of one address in an hour, as deployments have it by default. */
const CODES = 3

/** Getting past the proof of an address without the code, and having codes sent to others without end. */
export function confirmations(world: World): AttackClass {
  const attempt = (operation: string, mutation: string, expected: string, run: () => Promise<string>): Attempt => ({
    operation,
    role: 'a stranger',
    mutation,
    expected,
    send: run,
  })
  const confirm = async (id: string, code: string) => answerOf(await confirmWith(world, id, code))
  const guess = ({ id, code }: Asked) => confirm(id, wrongFor(code))
  /** What the answers to several calls are, each with how often it came. */
  const tally = (replies: Reply[]): string =>
    [...Map.groupBy(replies.map(answerOf), (answer) => answer)]
      .map(([answer, all]) => `${all.length} × ${answer}`)
      .sort()
      .join(', ')
  const times = <T>(count: number, call: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, n) => call(n)))
  return {
    name: 'confirmations',
    controls: [
      attempt(CONFIRM, 'rightful', '202', async () => {
        const { id, code } = await unconfirmed(world)
        return confirm(id, code)
      }),
      attempt(CONFIRM, 'the right code after four wrong ones', '202', async () => {
        const asked = await unconfirmed(world)
        for (let tries = 1; tries < CODE_TRIES; tries++) await guess(asked)
        return confirm(asked.id, asked.code)
      }),
      attempt(RESEND, 'rightful, and the new code confirms', '204 then 202', async () => {
        const { id, email } = await unconfirmed(world)
        const sent = answerOf(await resend(world, id))
        return `${sent} then ${await confirm(id, await confirmationCode(world.endpoints, email))}`
      }),
      attempt(REGISTER, 'three codes for one address', '3 × 202', async () => {
        const { email } = newRegistration(world)
        return tally(await times(CODES, () => ask(world, newRegistration(world, { email }))))
      }),
    ],
    attempts: [
      attempt(CONFIRM, 'a wrong code', '400 CODE_WRONG code', async () => guess(await unconfirmed(world))),
      attempt(CONFIRM, 'the right code after five wrong ones', '400 CODE_SPENT code', async () => {
        const asked = await unconfirmed(world)
        for (let tries = 1; tries <= CODE_TRIES; tries++) await guess(asked)
        return confirm(asked.id, asked.code)
      }),
      attempt(CONFIRM, 'the right code after many guesses at once', '400 CODE_SPENT code', async () => {
        const asked = await unconfirmed(world)
        await times(AT_ONCE, () => guess(asked))
        return confirm(asked.id, asked.code)
      }),
      attempt(CONFIRM, 'the code of another registration', '400 CODE_WRONG code', async () => {
        const [mine, theirs] = [await unconfirmed(world), await unconfirmed(world)]
        return mine.code === theirs.code ? '400 CODE_WRONG code' : confirm(theirs.id, mine.code)
      }),
      attempt(CONFIRM, 'a code that another one has replaced', '400 CODE_WRONG code', async () => {
        const { id, email, code } = await unconfirmed(world)
        await resend(world, id)
        const later = await confirmationCode(world.endpoints, email)
        return later === code ? '400 CODE_WRONG code' : confirm(id, code)
      }),
      attempt(CONFIRM, 'a wrong code of what is confirmed', '400 CODE_WRONG code', async () => {
        const asked = await unconfirmed(world)
        await confirm(asked.id, asked.code)
        return guess(asked)
      }),
      attempt(CONFIRM, 'two of one name at once', '202 and 409 NAME_TAKEN tenantName', async () => {
        const name = `Twice ${world.run} ${Date.now().toString(36)}`
        const both = [await unconfirmed(world, name), await unconfirmed(world, name.toUpperCase())]
        return (await Promise.all(both.map(({ id, code }) => confirm(id, code)))).sort().join(' and ')
      }),
      attempt(RESEND, 'a flood', `${CODES - 1} × 204, ${AT_ONCE - CODES + 1} × 429 TOO_MANY_CODES`, async () => {
        const { id } = await unconfirmed(world)
        return tally(await times(AT_ONCE, () => resend(world, id)))
      }),
      attempt(RESEND, 'of what is confirmed', '409 CONFLICT', async () => {
        const { id, code } = await unconfirmed(world)
        await confirm(id, code)
        return answerOf(await resend(world, id))
      }),
      ...spellings.map(([spelling, spelled]) =>
        attempt(REGISTER, `a fourth code for an address, ${spelling}`, '429 TOO_MANY_CODES', async () => {
          const { email } = newRegistration(world)
          await times(CODES, () => ask(world, newRegistration(world, { email })))
          return answerOf(await ask(world, newRegistration(world, { email: spelled(email) })))
        }),
      ),
    ],
    skipped: [],
  }
}

/** Ways to write an address that lead to the same mailbox. */
const spellings: [string, (email: string) => string][] = [
  ['as it is', (email) => email],
  ['in capitals', (email) => email.toUpperCase()],
  ['with spaces around', (email) => ` ${email} `],
  ['with a tag', (email) => email.replace('@', '+again@')],
]

const wrongFor = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
