import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { answerOf } from '../world/http.ts'
import { ask } from '../world/registrations.ts'
import type { World } from '../world/world.ts'

/** Ways to write a tenant's name that people would take for it. */
const spellings = (name: string): [string, string][] => [
  ['the same', name],
  ['in capitals', name.toUpperCase()],
  ['in small letters', name.toLowerCase()],
  ['with spaces around', `  ${name}  `],
  ['with two spaces inside', name.replace(' ', '  ')],
  ['with a hard space', name.replace(' ', '\u00a0')],
  ['with a thin space', name.replace(' ', '\u2009')],
  ['in full-width letters', [...name].map(fullWidth).join('')],
  ['in mathematical letters', [...name].map(mathematical).join('')],
  ['in letters of other scripts', lookingLike(name, 'aceiopsxyABCEHIKMOPTX', 'асеіорѕхуАВСЕНІКМОРТХ')],
  ['in Greek letters', lookingLike(name, 'oABEHIKMNOPTXZ', 'οΑΒΕΗΙΚΜΝΟΡΤΧΖ')],
  ['with digits for letters', lookingLike(name, 'oOlI', '0011')],
  ['in letters with circles', [...name].map(circled).join('')],
]
const lookingLike = (name: string, letters: string, others: string): string =>
  [...name].map((letter) => others[letters.indexOf(letter)] ?? letter).join('')
const circled = (letter: string): string =>
  /[a-z]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x24d0) : letter

/** Ways to write a name that look the same, with characters that no name may have. */
const hidden = (name: string): [string, string][] =>
  ['\u034f', '\u200b', '\u200d', '\ufe0f', '\u3164', '\u115f', '\u2060', '\u{e0041}', '\u{e0100}'].map((unseen) => [
    `U+${unseen.codePointAt(0)?.toString(16)}`,
    `${name.slice(0, 2)}${unseen}${name.slice(2)}`,
  ])
const fullWidth = (letter: string): string =>
  /[!-~]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) + 0xfee0) : letter
const mathematical = (letter: string): string =>
  /[a-z]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) - 97 + 0x1d41a) : letter

/** Of each name another address: one gets few codes in an hour. */
const emailOf = (name: string): string => `eve-${Buffer.from(name).toString('hex').slice(-24)}@evil.example`

const OPERATION = 'POST /registrations'

/** Names and keys are used up: each time others are made. */
let turns = 0

/** Taking over a tenant's name, or another's registration, at the door that is open to everyone. */
export function signUp(world: World): AttackClass {
  const register = (tenantName: string, headers: Record<string, string> = {}, email = emailOf(tenantName)) =>
    ask(world, { tenantName, email, tier: 'Basic' }, headers)
  const attempt = (mutation: string, expected: string, run: () => Promise<string>): Attempt => ({
    operation: OPERATION,
    role: 'a stranger',
    mutation,
    expected,
    send: run,
  })
  const owners = [
    ['an active tenant', world.victim.config.name],
    ['a suspended tenant', world.suspended.config.name],
    ['a tenant that is gone', world.gone.config.name],
  ] as const
  const turn = `${world.run} ${++turns}`
  const key = `sign-up-${world.run}-${turns}`
  const once = `Once ${turn}`
  return {
    name: 'sign-up',
    controls: [
      {
        ...attempt('rightful', '202', async () => answerOf(await register(once, { 'idempotency-key': key }))),
      },
    ],
    attempts: [
      ...owners.flatMap(([owner, name]) =>
        spellings(name).map(([spelling, written]) =>
          attempt(`the name of ${owner}, ${spelling}`, '409 NAME_TAKEN tenantName', async () =>
            answerOf(await register(written)),
          ),
        ),
      ),
      ...owners.flatMap(([owner, name]) =>
        hidden(name).map(([unseen, written]) =>
          attempt(`the name of ${owner} with an unseen ${unseen}`, '400 INVALID_REQUEST tenantName', async () =>
            answerOf(await register(written)),
          ),
        ),
      ),
      attempt('another body under a used idempotency key', '409 IDEMPOTENCY_CONFLICT Idempotency-Key', async () =>
        answerOf(await register(once, { 'idempotency-key': key }, 'other@evil.example')),
      ),
      attempt('a used idempotency key, again', '202, the same tenant', async () => {
        const again = async () => register(once, { 'idempotency-key': key })
        const [first, second] = [await again(), await again()]
        return `${answerOf(second)}, ${first.text === second.text ? 'the same tenant' : 'another tenant'}`
      }),
      attempt('two bodies under one key at once', '202 and 409 IDEMPOTENCY_CONFLICT Idempotency-Key', async () => {
        const headers = { 'idempotency-key': `race-${key}` }
        const answers = await Promise.all([register(`Left ${turn}`, headers), register(`Right ${turn}`, headers)])
        return answers.map(answerOf).sort().join(' and ')
      }),
    ],
    skipped: [],
  }
}
