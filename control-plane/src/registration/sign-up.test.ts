import { CODE_MINUTES, CODE_TRIES } from '@tenantry/contracts/sign-up.ts'
import { buildRequest } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import type { ApiOperation, ApiRequest } from '@tenantry/toolkit/http.ts'
import type { Mail } from '@tenantry/toolkit/mails.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { sendNow } from '../tenants/outbox-entries.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { codeLimit } from './code-limit.ts'
import { confirmRegistration } from './confirm-registration.ts'
import { getRegistration } from './get-registration.ts'
import { resendCode } from './resend-code.ts'
import { startRegistration } from './start-registration.ts'
import { unconfirmedStore } from './unconfirmed-store.ts'

const BODY = { tenantName: 'Acme Corp', email: 'ann@acme.example', tier: 'Basic' }
const MINUTE_MS = 60_000

let plane: TestControlPlane
let mails: Mail[]
let mailFails: Error | null
let now: number
let started: unknown[]

beforeEach(async () => {
  plane = await testControlPlane()
  mails = []
  mailFails = null
  now = Date.now()
  started = []
})

function services() {
  const clock = { ...system, now: () => now }
  return {
    ...plane,
    servesSilos: false,
    tiers: tierCatalogue({ getMany: async () => [], get: async () => undefined }),
    unconfirmed: unconfirmedStore(plane.signUps, clock),
    codes: codeLimit(plane.signUps, clock, { perHour: 3 }),
    async sendMail(mail: Mail) {
      if (mailFails) throw mailFails
      mails.push(mail)
    },
    start: sendNow(plane.outbox, async ({ detail }) => void started.push(detail), { warn() {} }),
    system: clock,
    logger: { error() {} },
  }
}

/** An answer, or a refusal in short. */
const call = (operation: ApiOperation, request: Partial<ApiRequest>) =>
  operation(buildRequest(request)).then(
    ({ status, body }) => ({ status, body: body as Record<string, unknown> }),
    ({ status, code, field }) => ({ status, code, ...(field && { field }) }),
  )
const start = (body: object = BODY) => call(startRegistration(services()), { body })
const confirm = (id: string, code: string) => call(confirmRegistration(services()), { params: { id }, body: { code } })
const resend = (id: string) => call(resendCode(services()), { params: { id } })
const follow = (id: string) => call(getRegistration(services()), { params: { id } })

async function registered(body: object = BODY): Promise<{ id: string; code: string }> {
  const answer = await start(body)
  if (!('body' in answer)) throw new Error(`Refused: ${JSON.stringify(answer)}`)
  return { id: String(answer.body.registrationId), code: sentCode() }
}
const sentCode = () => /^Confirmation code: (\d{6})$/m.exec(mails.at(-1)?.text ?? '')?.[1] ?? ''
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

const WRONG = { status: 400, code: 'CODE_WRONG', field: 'code' }
const SPENT = { status: 400, code: 'CODE_SPENT', field: 'code' }
const GONE = { status: 404, code: 'NOT_FOUND' }

describe('a sign-up by a stranger', () => {
  it('gets a code by mail, and claims and starts nothing', async () => {
    const answer = await start()
    expect(answer).toEqual({
      status: 202,
      body: {
        registrationId: expect.stringMatching(/^reg_[0-9a-z]{26}$/),
        tenantId: expect.stringMatching(/^[0-9a-z]{12}$/),
        status: 'unconfirmed',
      },
    })
    expect(mails).toMatchObject([{ to: BODY.email }])
    expect(sentCode()).toMatch(/^\d{6}$/)
    expect(await plane.tenants.tenantIdOf(BODY.tenantName)).toBeNull()
    expect([started, await plane.waiting()]).toEqual([[], []])
    const { registrationId, tenantId } = 'body' in answer ? answer.body : {}
    expect(await follow(String(registrationId))).toEqual({
      status: 200,
      body: { registrationId, tenantId, status: 'unconfirmed', steps: [] },
    })
  })

  it('is written, claims its name, and starts when it is confirmed; confirming again repeats the answer', async () => {
    const { id, code } = await registered()
    const confirmed = await confirm(id, code)
    const tenantId = await plane.tenants.tenantIdOf('ACME  corp')
    expect(confirmed).toEqual({ status: 202, body: { registrationId: id, tenantId, status: 'provisioning' } })
    expect(await plane.audit(tenantId ?? '')).toMatchObject([{ actor: 'applicant', change: 'registered' }])
    expect(started).toMatchObject([{ kind: 'onboarding', tenantId }])
    expect(await confirm(id, code)).toEqual(confirmed)
    expect(await confirm(id, wrongFor(code))).toEqual(WRONG)
    expect(started).toHaveLength(1)
    expect(await resend(id)).toEqual({ status: 409, code: 'CONFLICT' })
    expect(await follow(id)).toMatchObject({ body: { status: 'provisioning' } })
  })

  it('is confirmed once, however often at the same time', async () => {
    const { id, code } = await registered()
    const answers = await Promise.all([1, 2, 3, 4].map(() => confirm(id, code)))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202])
    expect(started).toHaveLength(1)
  })

  it('keeps no code that can be read', async () => {
    const { id, code } = await registered()
    expect(JSON.stringify(await plane.signUps.get({ id: `registration#${id}` }))).not.toContain(code)
  })

  it('mails no word that the stranger chose', async () => {
    await start({ ...BODY, tenantName: 'Win at https://evil.example' })
    expect(JSON.stringify(mails)).not.toMatch(/evil|Win/)
  })

  it.each([
    ['no name', { tenantName: undefined }, 'tenantName', 400, 'INVALID_REQUEST'],
    ['an unknown tier', { tier: 'Gold' }, 'tier', 400, 'INVALID_REQUEST'],
    ['a tier with silos where there is no API domain', { tier: 'Platinum' }, 'tier', 422, 'TIER_UNAVAILABLE'],
  ])('with %s is refused before a code is sent', async (_name, change, field, status, code) => {
    expect(await start({ ...BODY, ...change })).toEqual({ status, code, field })
    expect(mails).toEqual([])
  })

  it('hears early that a name is taken, and at the confirmation when it was taken meanwhile', async () => {
    const taken = { status: 409, code: 'NAME_TAKEN', field: 'tenantName' }
    const [first, second] = [await registered(), await registered({ ...BODY, email: 'bob@acme.example' })]
    expect(await confirm(first.id, first.code)).toMatchObject({ status: 202 })
    expect(await confirm(second.id, second.code)).toEqual(taken)
    expect(await start({ ...BODY, tenantName: 'aCME cORP ' })).toEqual(taken)
    expect(mails).toHaveLength(2)
  })
})

describe('a code', () => {
  it('dies after five wrong tries, and the right one is refused then', async () => {
    const { id, code } = await registered()
    for (let left = CODE_TRIES - 1; left > 0; left--) expect(await confirm(id, wrongFor(code))).toEqual(WRONG)
    expect(await confirm(id, wrongFor(code))).toEqual(SPENT)
    expect(await confirm(id, code)).toEqual(SPENT)
    expect(await follow(id)).toMatchObject({ body: { status: 'unconfirmed' } })
  })

  it('is compared five times at most, however many guesses come at once', async () => {
    const { id, code } = await registered()
    const guesses = await Promise.all(Array.from({ length: 30 }, () => confirm(id, wrongFor(code))))
    expect(guesses.filter((guess) => 'code' in guess && guess.code === 'CODE_WRONG')).toHaveLength(CODE_TRIES - 1)
    expect(await confirm(id, code)).toEqual(SPENT)
  })

  it('belongs to its own registration', async () => {
    const [mine, theirs] = [
      await registered(),
      await registered({ ...BODY, tenantName: 'Globex', email: 'h@x.example' }),
    ]
    if (mine.code === theirs.code) return
    expect(await confirm(theirs.id, mine.code)).toEqual(WRONG)
  })

  it('is valid for half an hour, and then the registration is gone', async () => {
    const { id, code } = await registered()
    now += CODE_MINUTES * MINUTE_MS - 1000
    expect(await follow(id)).toMatchObject({ status: 200 })
    now += 2000
    expect([await confirm(id, code), await resend(id), await follow(id)]).toEqual([GONE, GONE, GONE])
  })

  it('that is sent again takes the place of the one before, with tries of its own', async () => {
    const { id, code } = await registered()
    for (let tries = 0; tries < CODE_TRIES; tries++) await confirm(id, wrongFor(code))
    now += (CODE_MINUTES - 1) * MINUTE_MS
    expect(await resend(id)).toMatchObject({ status: 204 })
    now += (CODE_MINUTES - 1) * MINUTE_MS
    if (sentCode() !== code) expect(await confirm(id, code)).toEqual(WRONG)
    expect(await confirm(id, sentCode())).toMatchObject({ status: 202 })
  })

  it.each(['12345', '1234567', '12345a', '１２３４５６', 123456])('is six digits: %s is refused', async (code) => {
    const { id } = await registered()
    expect(await confirm(id, code as string)).toEqual({ status: 400, code: 'INVALID_REQUEST', field: 'code' })
  })

  it('of an unknown registration is not found', async () => {
    expect(await confirm(`reg_${'z'.repeat(26)}`, '123456')).toEqual(GONE)
    expect(await confirm('unknown', '123456')).toEqual(GONE)
    expect(await resend('unknown')).toEqual(GONE)
  })
})

describe('a mail that cannot be sent', () => {
  const failing = (name: string) => Object.assign(new Error('no'), { name })
  it.each([
    ['MessageRejected', { status: 422, code: 'MAIL_REJECTED', field: 'email' }],
    ['BadRequestException', { status: 422, code: 'MAIL_REJECTED', field: 'email' }],
    ['TooManyRequestsException', { status: 503, code: 'UNAVAILABLE' }],
    ['SendingPausedException', { status: 422, code: 'MAIL_REJECTED', field: 'email' }],
    ['AccessDeniedException', { status: 503, code: 'UNAVAILABLE' }],
  ])('is a clear error of the caller, and uses up no code: %s', async (name, refusal) => {
    mailFails = failing(name)
    for (let time = 0; time < 4; time++) expect(await start()).toEqual(refusal)
    mailFails = null
    const { id } = await registered()
    mailFails = failing(name)
    expect(await resend(id)).toEqual(refusal)
    mailFails = null
    expect(await resend(id)).toMatchObject({ status: 204 })
  })
})
