import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { buildMembership, standingClock } from '@tenantry/tests/support/builders.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { inProcessAws } from '@tenantry/tests/support/in-process-aws.ts'
import { testCognito, testPool } from '@tenantry/tests/support/pool.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { addressBook } from './address-book.ts'
import { type HeldPerson, type People, poolPeople } from './people.ts'

const EMAIL = 'ann@acme.example'
const ACME = 'acme00000000'
const GLOBEX = 'globex000000'
const OWN = 'Ann-chose-this-1'

let cloud: ReturnType<typeof testCognito>
let pool: { userPoolId: string; clientId: string }
let people: People
/** The tenants that the index shows, which may be late. */
let indexed: string[]
let now: number
let addresses: ReturnType<typeof table>

beforeEach(async () => {
  cloud = testCognito()
  pool = await testPool(cloud)
  indexed = []
  now = standingClock.now()
  addresses = table(await testDynamo('addresses'), 'addresses')
  const system = {
    now: () => now,
    uuid: standingClock.uuid,
    bytes: (length: number) => Buffer.alloc(length),
    sleep: pause,
  }
  people = poolPeople(new CognitoIdentityProviderClient(inProcessAws([cloud.api]).config), {
    userPoolId: pool.userPoolId,
    memberships: { ofUser: async (userId) => indexed.map((tenantId) => buildMembership(userId, { tenantId })) },
    addresses: addressBook(addresses, system),
  })
})

async function pause(ms: number): Promise<void> {
  now += ms
  await new Promise((resolve) => setImmediate(resolve))
}
const inName = <T>(tenantId: string, work: (held: HeldPerson) => Promise<T>) => people.alone(EMAIL, tenantId, work)
const join = (tenantId: string) => inName(tenantId, (held) => held.createOrFind())
const find = () => inName(ACME, (held) => held.find())

describe('a person of an address', () => {
  it('is new to the first tenant, and not to the second, though the index does not show the first yet', async () => {
    const first = await join(ACME)
    expect(first).toMatchObject({ isNew: true })
    expect(await join(GLOBEX)).toEqual({ ...first, isNew: false })
  })

  it('gets a password from each tenant until they have chosen their own, which nobody touches', async () => {
    await join(ACME)
    for (const tenantId of [ACME, GLOBEX]) expect(await inName(tenantId, (held) => held.sendPassword())).toBe(true)
    const passwords = cloud.outbox.list().map(({ text }) => text)
    expect(new Set(passwords).size).toBe(2)
    const person = { UserPoolId: pool.userPoolId, Username: EMAIL }
    await cloud.call('AdminSetUserPassword', { ...person, Password: OWN, Permanent: true })
    expect(await inName(GLOBEX, (held) => held.sendPassword())).toBe(false)
    expect(cloud.outbox.list()).toHaveLength(2)
    const AuthParameters = { USERNAME: EMAIL, PASSWORD: OWN }
    const answer = await cloud.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    })
    expect(answer.AuthenticationResult).toBeDefined()
  })

  it('gets in with a fresh password after the first one has expired', async () => {
    await join(ACME)
    const invited = () => inName(ACME, (held) => held.sendPassword())
    const enter = (PASSWORD = '') =>
      cloud.call('InitiateAuth', {
        ClientId: pool.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: EMAIL, PASSWORD },
      })
    const newest = () => /temporary password is (.+)\.$/.exec(cloud.outbox.list().at(-1)?.text ?? '')?.[1]
    await invited()
    cloud.clock.advance(8 * 24 * 3600_000)
    await expect(enter(newest())).rejects.toThrow(/expired/)
    await invited()
    expect(await enter(newest())).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' })
  })

  it('keeps the account while another tenant has them that the index does not show yet', async () => {
    const { userId } = await join(ACME)
    indexed = [ACME]
    await join(GLOBEX)
    await inName(ACME, (held) => held.leave(userId))
    expect(await find()).toMatchObject({ userId })
  })

  it('goes with the last of two tenants, though the index still shows the other', async () => {
    const { userId } = await join(ACME)
    await join(GLOBEX)
    indexed = [ACME, GLOBEX]
    for (const tenantId of [ACME, GLOBEX]) await inName(tenantId, (held) => held.leave(userId))
    expect(await find()).toBeUndefined()
    expect((await join(ACME)).userId).not.toBe(userId)
  })

  it('is who the index says, once it has caught up for certain', async () => {
    const { userId } = await join(ACME)
    await join(GLOBEX)
    now += 10 * 60_000
    indexed = [ACME]
    await inName(ACME, (held) => held.leave(userId))
    expect(await find()).toBeUndefined()
  })
})

describe('an address', () => {
  it('is changed by one tenant at a time: others wait', async () => {
    const order: string[] = []
    const visit = (tenantId: string) =>
      inName(tenantId, async () => {
        order.push(`${tenantId} in`)
        await pause(10)
        order.push(`${tenantId} out`)
      })
    await Promise.all([visit(ACME), visit(GLOBEX)])
    expect(order.map((step) => step.split(' ')[1])).toEqual(['in', 'out', 'in', 'out'])
  })

  it('is free again after a holder died, when the lease has ended, and another address is free all the time', async () => {
    const inside = Promise.withResolvers<void>()
    const died = inName(ACME, () => {
      inside.resolve()
      return new Promise<never>(() => {})
    })
    died.catch(() => {})
    await inside.promise
    await expect(join(GLOBEX)).rejects.toBeInstanceOf(Locked)
    expect(await people.alone('bob@acme.example', GLOBEX, (held) => held.createOrFind())).toMatchObject({ isNew: true })
    now += 12_000
    expect(await join(GLOBEX)).toMatchObject({ isNew: true })
  })

  it('is not changed by a holder who took too long', async () => {
    const late = inName(ACME, async (held) => {
      now += 11_000
      return held.createOrFind()
    })
    await expect(late).rejects.toBeInstanceOf(Locked)
    expect(await find()).toBeUndefined()
  })
})
