import { APP_PLANE_SOURCE, type TenantUserState } from '@tenantry/contracts/events.ts'
import { AT, standingClock, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import { beforeEach, expect, test } from 'vitest'
import { unusedItem } from '../tenants/tenant-items.ts'
import { type TenantPeople, tenantPeople } from '../tenants/tenant-people.ts'
import { unusedTenants } from '../tenants/unused-tenants.ts'
import { followPerson } from './follow-person.ts'

let plane: TestControlPlane
let people: TenantPeople

beforeEach(async () => {
  plane = await testControlPlane()
  people = tenantPeople(plane.items)
})

const ann: TenantUserState = {
  tenantId: TENANT_ID,
  userId: 'ann',
  email: 'ann@acme.example',
  role: 'TenantUser',
  state: 'invited',
  createdAt: AT,
  sequence: 10,
}
const follow = (type: string, detail: object, source: string = APP_PLANE_SOURCE) =>
  followPerson({ people, unused: unusedTenants(plane.items), system: standingClock })({
    id: 'e1',
    source,
    'detail-type': type,
    detail,
  })
const created = (detail: object) => follow('sbt_aws_tenantUserCreated', detail)
const deleted = (detail: object) => follow('sbt_aws_tenantUserDeleted', detail)
const listed = () => people.list(TENANT_ID, { limit: 100, after: null })

test('a person appears, changes, and is gone', async () => {
  await created(ann)
  await created({ ...ann, state: 'active', sequence: 11 })
  expect(await listed()).toEqual([{ ...ann, state: 'active', sequence: 11 }])
  await deleted({ ...ann, sequence: 12 })
  expect(await listed()).toEqual([])
  expect(JSON.stringify(await plane.partition())).not.toContain('ann@acme.example')
})

test('an event that comes late or twice changes nothing, after a removal too', async () => {
  await created({ ...ann, role: 'TenantAdmin', sequence: 11 })
  await created(ann)
  expect(await listed()).toMatchObject([{ role: 'TenantAdmin' }])
  await deleted({ ...ann, sequence: 12 })
  await created({ ...ann, sequence: 11 })
  expect(await listed()).toEqual([])
})

test('an event from the future is refused, and does not hide what follows', async () => {
  await expect(created({ ...ann, sequence: Date.parse(AT) + 3_600_000 })).rejects.toThrow('which is after')
  await expect(deleted({ ...ann, sequence: Number.MAX_SAFE_INTEGER })).rejects.toThrow('which is after')
  await created(ann)
  expect(await listed()).toEqual([ann])
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
  const page = async (after: string | null) =>
    (await people.list(TENANT_ID, { limit: 2, after })).map(({ userId }) => userId)
  expect(await page(null)).toEqual(['a', 'c'])
  expect(await page('c')).toEqual(['d', 'e'])
})

test('another source and another type are errors', async () => {
  await expect(follow('sbt_aws_tenantUserCreated', ann, 'sbt.control.plane')).rejects.toThrow('comes from')
  await expect(follow('sbt_aws_provisionSuccess', ann)).rejects.toThrow('No rule')
})

test('once somebody has signed in the tenant is used for good, however late that is heard', async () => {
  const unused = unusedTenants(plane.items)
  await plane.items.put(unusedItem(TENANT_ID, AT))
  await created({ ...ann, sequence: 11 })
  expect(await unused.isUnused(TENANT_ID)).toBe(true)
  // Something later is known of the person by then.
  await created({ ...ann, signedInAt: Date.parse(AT) })
  expect(await unused.isUnused(TENANT_ID)).toBe(false)
  expect(await unused.due('9', 10)).toEqual([])
})
