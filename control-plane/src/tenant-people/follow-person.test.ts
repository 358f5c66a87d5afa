import { APP_PLANE_SOURCE, type TenantUserState } from '@tenantry/contracts/events.ts'
import { ConditionFailed, type Item } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { tenantPeople } from '../tenants/tenant-people.ts'
import { followPerson } from './follow-person.ts'

let items: Map<unknown, Item>
let follow: ReturnType<typeof followPerson>
let people: ReturnType<typeof tenantPeople>

beforeEach(() => {
  items = new Map()
  people = tenantPeople({
    async put(item, condition) {
      const stored = items.get(item.sk)
      if (stored && !(Number(stored.sequence) < Number(condition?.values?.[':sequence'])))
        throw new ConditionFailed(stored)
      items.set(item.sk, item)
    },
    async query({ limit = 100, after }) {
      const all = [...items.values()].sort((one, other) => (String(one.sk) < String(other.sk) ? -1 : 1))
      const start = after ? all.findIndex((item) => item.sk === after.sk) + 1 : 0
      const read = all.slice(start, start + limit)
      return {
        items: read.filter((item) => item.email !== undefined),
        next: read.length === limit ? read.at(-1) : undefined,
      }
    },
  })
  follow = followPerson({ people })
})

const ann: TenantUserState = {
  tenantId: 'acme00000000',
  userId: 'ann',
  email: 'ann@acme.example',
  role: 'TenantUser',
  state: 'invited',
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 10,
}
const event = (type: string, detail: object, source: string = APP_PLANE_SOURCE) => ({
  id: 'e1',
  source,
  'detail-type': type,
  detail,
})
const created = (detail: object) => follow(event('sbt_aws_tenantUserCreated', detail))
const deleted = (detail: object) => follow(event('sbt_aws_tenantUserDeleted', detail))
const listed = () => people.list('acme00000000', { limit: 100, after: null })

test('a person appears, changes, and is gone', async () => {
  await created(ann)
  await created({ ...ann, state: 'active', sequence: 11 })
  expect(await listed()).toEqual([{ ...ann, state: 'active', sequence: 11 }])
  await deleted({ ...ann, sequence: 12 })
  expect(await listed()).toEqual([])
  expect(JSON.stringify([...items.values()])).not.toContain('ann@acme.example')
})

test('an event that comes late or twice changes nothing, after a removal too', async () => {
  await created({ ...ann, role: 'TenantAdmin', sequence: 11 })
  await created(ann)
  expect(await listed()).toMatchObject([{ role: 'TenantAdmin' }])
  await deleted({ ...ann, sequence: 12 })
  await created({ ...ann, sequence: 11 })
  expect(await listed()).toEqual([])
})

test('someone who comes back is there again', async () => {
  await deleted({ ...ann, sequence: 12 })
  await created({ ...ann, sequence: 900 })
  expect(await listed()).toMatchObject([{ userId: 'ann' }])
})

test('pages are full though people between them are gone', async () => {
  for (const [index, userId] of ['a', 'b', 'c', 'd', 'e'].entries())
    await created({ ...ann, userId, sequence: index + 1 })
  await deleted({ ...ann, userId: 'b', sequence: 20 })
  expect((await people.list('acme00000000', { limit: 2, after: null })).map(({ userId }) => userId)).toEqual(['a', 'c'])
  expect((await people.list('acme00000000', { limit: 2, after: 'c' })).map(({ userId }) => userId)).toEqual(['d', 'e'])
})

test('another source and another type are errors', async () => {
  await expect(follow(event('sbt_aws_tenantUserCreated', ann, 'sbt.control.plane'))).rejects.toThrow('comes from')
  await expect(follow(event('sbt_aws_provisionSuccess', ann))).rejects.toThrow('No rule')
})
