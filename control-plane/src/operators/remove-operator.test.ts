import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Operator } from './operator-pool.ts'
import { removeOperator } from './remove-operator.ts'

let present: Operator[]
let locked: boolean

const operator = (id: string, role: Operator['role']): Operator => ({
  id,
  email: `${id}@x.example`,
  role,
  state: 'active',
  createdAt: '2026-01-01T00:00:00.000Z',
})
const remove = removeOperator({
  operators: {
    all: async () => [...present],
    async remove(id) {
      const before = present.length
      present = present.filter((one) => one.id !== id)
      return present.length < before
    },
  },
  async alone(work) {
    if (locked) throw new Locked()
    locked = true
    return work().finally(() => {
      locked = false
    })
  },
})
const by = (userId: string, id: string) =>
  remove({
    params: { id },
    caller: { userId, email: `${userId}@x.example`, role: 'SystemAdmin' },
  } as unknown as ApiRequest)

beforeEach(() => {
  present = [operator('ann', 'SystemAdmin'), operator('bob', 'SystemAdmin'), operator('sue', 'CustomerSupport')]
  locked = false
})

describe('removing an operator', () => {
  it('takes him out of the pool', async () => {
    expect(await by('ann', 'sue')).toEqual({ status: 204 })
    expect(present.map(({ id }) => id)).toEqual(['ann', 'bob'])
  })

  it('is refused for oneself, so that one system admin stays', async () => {
    await expect(by('ann', 'ann')).rejects.toMatchObject({ code: 'CONFLICT' })
    await by('ann', 'bob')
    await expect(by('ann', 'ann')).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(present).toHaveLength(2)
  })

  it('leaves one system admin when two remove each other, at once or one after the other', async () => {
    await Promise.allSettled([by('ann', 'bob'), by('bob', 'ann')])
    expect(present.filter(({ role }) => role === 'SystemAdmin')).toHaveLength(1)
    // Bob was removed: his token, which API Gateway still knows, removes nobody.
    await expect(by('bob', 'ann')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is not found for someone who is none', async () => {
    await expect(by('ann', 'zoe')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
