import { entityTag } from '@tenantry/contracts/entity-tag.ts'
import { type Thing, type Things, type ThingsTable, testThings } from '@tenantry/tests/support/things.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { takePrecondition } from './precondition.ts'
import { growing, Versions } from './versions.ts'

let things: ThingsTable
let stored: Thing

/** The things of a tenant in one request, which may say which version of a thing it means. */
function request({ id = stored.id, ifMatch, version }: { id?: string; ifMatch?: string; version?: number } = {}) {
  const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch }
  const { precondition } = takePrecondition(headers, version === undefined ? undefined : { version })
  const versions = new Versions(precondition && { id, precondition })
  return { versions, of: things.of('acme00000000', 4, { versions }) }
}
const versionShown = async (read: (of: Things) => Promise<unknown>) => {
  const { of, versions } = request()
  return versions.shown(await read(of))
}
const present = () => versionShown((of) => of.get(stored.id))
const content = (name: string) => ({ name, size: 1 })

beforeEach(async () => {
  things = await testThings()
  const { of } = request({ id: '' })
  stored = { id: of.newId(), name: 'one', size: 1 }
  await of.insert(stored)
})

test('an entity begins at version 1, and every write makes it grow, whichever way it is made', async () => {
  expect(await present()).toMatchObject({ name: 'one', version: 1 })
  const { of, versions } = request()
  expect(versions.shown(await of.replace(stored.id, content('two')))).toMatchObject({ name: 'two', version: 2 })
  await of.update(stored.id, { update: 'SET note = :note', values: { ':note': 'x' } })
  expect(await present()).toMatchObject({ note: 'x', version: 3 })
  await of.update(stored.id, { update: 'ADD #size :one', names: { '#size': 'size' }, values: { ':one': 1 } })
  expect(await present()).toMatchObject({ size: 2, version: 4 })
  const [page] = [await versionShown((it) => it.list({ ...OLDEST, limit: 5 }))]
  expect(page).toMatchObject({ items: [{ id: stored.id, version: 4 }] })
})

const OLDEST = { cursor: undefined, sort: 'createdAt' as const, descending: false, search: undefined }

describe('a change that says which version it means', () => {
  const stale = { code: 'PRECONDITION_FAILED', status: 412 }
  const changes: [string, (of: Things) => Promise<unknown>][] = [
    ['a replacement', (of) => of.replace(stored.id, content('mine'))],
    ['an update', (of) => of.update(stored.id, { update: 'SET note = :note', values: { ':note': 'mine' } })],
    ['a removal', (of) => of.remove(stored.id)],
    ['a read before a write', (of) => of.get(stored.id)],
  ]

  test.each(changes)('%s is refused when it is stale, and nothing changes', async (_, change) => {
    await request().of.replace(stored.id, content('theirs'))
    await expect(change(request({ version: 1 }).of)).rejects.toMatchObject({ ...stale, field: 'version' })
    await expect(change(request({ ifMatch: entityTag(stored.id, 1) }).of)).rejects.toMatchObject(stale)
    await expect(change(request({ ifMatch: `W/${entityTag(stored.id, 2)}` }).of)).rejects.toMatchObject(stale)
    await expect(change(request({ ifMatch: entityTag('thg_another', 2) }).of)).rejects.toMatchObject(stale)
    await expect(change(request({ ifMatch: entityTag(stored.id, 2), version: 1 }).of)).rejects.toMatchObject(stale)
    expect(await present()).toMatchObject({ name: 'theirs', version: 2 })
  })

  test.each(changes)('%s is made when a version fits', async (_, change) => {
    const list = `"other.1", ${entityTag(stored.id, 9)},${entityTag(stored.id, 1)}`
    expect(await change(request({ ifMatch: list, version: 1 }).of)).toBeTruthy()
  })

  test.each(changes)('%s of something that is gone is not found, rather than stale', async (_, change) => {
    await request().of.remove(stored.id)
    expect(await change(request({ version: 1 }).of)).toBeUndefined()
    expect(await change(request({ ifMatch: '"nothing.1"' }).of)).toBeUndefined()
  })

  test('any version fits *', async () => {
    expect(await request({ ifMatch: '*' }).of.replace(stored.id, content('mine'))).toMatchObject({ name: 'mine' })
  })

  test('of two that have seen the same version, one is made', async () => {
    const both = ['a', 'b'].map((name) => request({ version: 1 }).of.replace(stored.id, content(name)))
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('an item that was written before items had versions is at version 0', async () => {
    const { version: _, ...old } = (await things.table.get(request().of.key(stored.id) ?? {})) ?? {}
    await things.table.put(old)
    expect(await present()).toMatchObject({ version: 0 })
    await expect(request({ version: 1 }).of.replace(stored.id, content('x'))).rejects.toMatchObject(stale)
    const tag = entityTag(stored.id, 0)
    expect(await request({ ifMatch: tag }).of.replace(stored.id, content('mine'))).toMatchObject({ name: 'mine' })
    expect(await present()).toMatchObject({ version: 1 })
    await expect(request({ ifMatch: tag }).of.remove(stored.id)).rejects.toMatchObject(stale)
  })
})

test.each([
  ['malformed', { 'if-match': 'abc' }, {}, 'If-Match'],
  ['endless', { 'if-match': Array.from({ length: 101 }, (_, n) => `"a.${n}"`).join() }, {}, 'If-Match'],
  ['of another type', {}, { version: '1' }, 'version'],
  ['negative', {}, { version: -1 }, 'version'],
  ['null', {}, { version: null }, 'version'],
])('a condition that is %s is a bad request', (_, headers, body, field) => {
  let error: unknown
  try {
    takePrecondition(headers, body)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({ code: 'INVALID_REQUEST', field })
})

test('a body without its version is otherwise as it was', () => {
  const body = JSON.parse('{"name":"a","version":3,"__proto__":{"x":1}}')
  const { precondition, body: rest } = takePrecondition({}, body)
  expect(precondition).toEqual({ tags: null, version: 3 })
  expect(Object.keys(rest as object)).toEqual(['name', '__proto__'])
})

test('an attribute that is called like a clause is no clause', () => {
  expect(growing({ update: 'REMOVE #ADD', names: { '#ADD': 'ADD' } }).update).toBe(
    'REMOVE #ADD ADD #itsVersion :oneVersion',
  )
})
