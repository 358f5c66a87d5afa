import { testIntents } from '@tenantry/tests/support/audit.ts'
import { buildOperator, buildRequest } from '@tenantry/tests/support/builders.ts'
import { testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { exclusively } from '@tenantry/toolkit/lock.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { lockKey } from '../tenants/tenant-items.ts'
import { addOperator } from './add-operator.ts'
import type { Operator } from './operator-pool.ts'
import { removeOperator } from './remove-operator.ts'
import { type RemovedOperators, removedOperators } from './removed-operators.ts'
import { resetMfa } from './reset-mfa.ts'

let present: Operator[]
let removed: RemovedOperators
let entries: Awaited<ReturnType<typeof testIntents>>['entries']
let poolIsUp: boolean
let forgotten: string[]
let services: Parameters<typeof addOperator>[0] & Parameters<typeof removeOperator>[0] & Parameters<typeof resetMfa>[0]

const operator = (id: string, role: Operator['role']): Operator => ({
  id,
  email: `${id}@x.example`,
  role,
  state: 'active',
  createdAt: '2026-01-01T00:00:00.000Z',
})

beforeEach(async () => {
  present = [operator('ann', 'SystemAdmin'), operator('bob', 'SystemAdmin'), operator('sue', 'CustomerSupport')]
  forgotten = []
  const { items } = await testControlPlane()
  removed = removedOperators(items)
  poolIsUp = true
  const audit = await testIntents('operators')
  entries = audit.entries
  services = {
    intents: audit.intents,
    removed,
    // The operators' user pool, which has no transactions and is the test's own.
    operators: {
      all: async () => [...present],
      async add(email, role) {
        if (!poolIsUp) throw new Error('Cognito is down')
        if (present.some((one) => one.email === email)) return null
        const added = operator(email.split('@')[0] ?? '', role)
        present.push(added)
        return added
      },
      async remove(id) {
        const before = present.length
        present = present.filter((one) => one.id !== id)
        return present.length < before
      },
      async forgetDevice(id) {
        forgotten.push(id)
        return present.some((one) => one.id === id)
      },
    },
    alone: (work) => exclusively({ table: items, key: lockKey('operators'), system }, work),
  }
})

const remove = (by: string, id: string) =>
  removeOperator(services)(buildRequest({ params: { id }, caller: buildOperator(by) }))
const add = (by: string, id: string, role: Operator['role'] = 'SystemAdmin') =>
  addOperator(services)(buildRequest({ body: { email: `${id}@X.example`, role }, caller: buildOperator(by) }))
const ids = () => present.map(({ id }) => id)

describe('removing an operator', () => {
  it('takes them out of the pool', async () => {
    expect(await remove('ann', 'sue')).toEqual({ status: 204 })
    expect(ids()).toEqual(['ann', 'bob'])
    expect(await removed.has('sue')).toBe(true)
  })

  it('is refused for oneself, so that one system admin stays', async () => {
    await expect(remove('ann', 'ann')).rejects.toMatchObject({ code: 'CONFLICT' })
    await remove('ann', 'bob')
    await expect(remove('ann', 'ann')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(ids()).toEqual(['ann', 'sue'])
  })

  it('leaves one system admin when two remove each other, at once or one after the other', async () => {
    await Promise.allSettled([remove('ann', 'bob'), remove('bob', 'ann')])
    const [left = ''] = ids().filter((id) => id !== 'sue')
    expect(ids()).toHaveLength(2)
    const gone = left === 'ann' ? 'bob' : 'ann'
    // The token of who was removed, which API Gateway still knows, removes nobody.
    await expect(remove(gone, left)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is not found for someone who is none', async () => {
    await expect(remove('ann', 'zoe')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await removed.has('zoe')).toBe(false)
  })
})

describe("resetting an operator's authenticator app", () => {
  const reset = (by: string, id: string) =>
    resetMfa(services)(buildRequest({ params: { id }, caller: buildOperator(by) }))

  it('is done for another, and refused for oneself', async () => {
    expect(await reset('ann', 'bob')).toEqual({ status: 204 })
    await expect(reset('ann', 'ann')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(reset('ann', 'zoe')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(forgotten).toEqual(['bob'])
  })

  it('is refused to who is no system admin any more, though the authorizer still lets the token pass', async () => {
    await removed.add('bob')
    for (const by of ['bob', 'sue', 'zoe']) {
      await expect(reset(by, 'ann')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(forgotten).toEqual([])
  })
})

describe('adding an operator', () => {
  it('invites them, once', async () => {
    expect(await add('ann', 'zoe', 'CustomerSupport')).toMatchObject({ status: 201, body: { email: 'zoe@x.example' } })
    await expect(add('bob', 'zoe')).rejects.toMatchObject({ code: 'CONFLICT', field: 'email' })
  })

  it('is refused to an admin who was removed, though the authorizer still lets the token pass', async () => {
    await remove('ann', 'bob')
    await expect(add('bob', 'bob-again')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(ids()).toEqual(['ann', 'sue'])
  })

  it('is refused to one whose account is about to go, and to one who is an admin no more', async () => {
    await removed.add('bob')
    await expect(add('bob', 'zoe')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(add('sue', 'zoe')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(ids()).toHaveLength(3)
  })

  it('never follows the removal of who adds, when both happen at once', async () => {
    for (let round = 0; round < 10; round++) {
      present = [operator('ann', 'SystemAdmin'), operator(`bob${round}`, 'SystemAdmin')]
      const [removal, addition] = await Promise.allSettled([
        remove('ann', `bob${round}`),
        add(`bob${round}`, `back${round}`),
      ])
      // One of them was first: the other one waits for its turn, or was not an operator any more.
      if (removal.status === 'fulfilled') expect(addition.status).toBe('rejected')
      else expect(removal.reason).toMatchObject({ code: 'CONFLICT' })
    }
  })
})

describe('the audit of operators', () => {
  const by = { kind: 'operator', id: 'ann', email: 'ann@operators.example', role: 'SystemAdmin' }

  it('has one record of each change, with what came of it, who made it and from where', async () => {
    await add('ann', 'zoe', 'CustomerSupport')
    await remove('ann', 'sue')
    const facts = { actor: by, outcome: 'done', sourceIp: '203.0.113.7', requestId: 'r1', tenantId: null }
    expect(await entries()).toMatchObject([
      { ...facts, action: 'operator.invited', object: { id: 'zoe@x.example' }, before: null, after: { id: 'zoe' } },
      { ...facts, action: 'operator.removed', object: { id: 'sue@x.example' }, before: { id: 'sue' }, after: null },
    ])
  })

  it('says of a change that failed that it did, and nothing of one that was refused', async () => {
    poolIsUp = false
    await expect(add('ann', 'zoe')).rejects.toThrow('Cognito is down')
    await expect(add('ann', 'bob')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(remove('ann', 'ann')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await entries()).toMatchObject([{ action: 'operator.invited', outcome: 'failed', after: null }])
  })

  it('knows of a change whose function ended before it could say what came of it', async () => {
    const { intents } = services
    services.intents = async (...change) => ({
      ...(await intents(...change)),
      settle: () => Promise.reject(new Error('The process ended')),
    })
    await expect(add('ann', 'zoe')).rejects.toThrow('The process ended')
    expect(ids()).toContain('zoe')
    expect(await entries()).toMatchObject([
      { action: 'operator.invited', outcome: 'unknown', after: { role: 'SystemAdmin' } },
    ])
  })
})
