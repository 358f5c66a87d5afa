import { createHash } from 'node:crypto'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { type ExportManifest, exportPrefix } from '@tenantry/contracts/exports.ts'
import { entityId, shardKey } from '@tenantry/contracts/ids.ts'
import type { DataAnswer, FileCursor } from '@tenantry/contracts/tenant-data.ts'
import { workflowId } from '@tenantry/contracts/workflows.ts'
import { putAll } from '@tenantry/tests/support/entity-table.ts'
import { type DataWorld, dataWorld, EXPORTS } from '@tenantry/tests/support/tenant-data.ts'
import { THING } from '@tenantry/tests/support/things.ts'
import { listAttributes } from '@tenantry/toolkit/list-attributes.ts'
import { system } from '@tenantry/toolkit/system.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newMembership } from '../people/membership.ts'

const ACME = 'acme00000000'
const exportId = workflowId(Date.parse('2026-01-01T00:00:00Z'), system.random)
const tenant = { tenantId: ACME, name: 'Acme', tier: 'Basic', shards: 4, createdAt: '2026-01-01T00:00:00.000Z' }
const ITEMS = 120
let world: DataWorld
let things: Item[]

const thing = (n: number): Item => {
  const content = { id: entityId('thg', n, n % 4, 'random000000'), name: `Thing ${n} – ünïcode`, size: n, version: 3 }
  return { shardId: shardKey(ACME, n % 4), ...content, ...listAttributes(THING, content.id, content) }
}

afterEach(() => world.close())
beforeEach(async () => {
  world = await dataWorld()
  things = Array.from({ length: ITEMS }, (_, n) => thing(n))
  await putAll(world.client, 'things', things)
  await putAll(world.client, 'things', [{ shardId: shardKey('globex000000', 0), id: 'other' }])
})

async function exported(pages?: number): Promise<ExportManifest> {
  let answer: DataAnswer<'export'> = { cursor: null, files: [], manifest: null }
  while (!answer.manifest) {
    const { cursor, files }: { cursor: DataCursor | null; files: ExportManifest['files'] } = answer
    answer = await world.call({ operation: 'export', tenantId: ACME, exportId, tenant, cursor, files }, pages)
  }
  return answer.manifest
}

async function paged<Answer extends { cursor: FileCursor | null }>(
  call: (cursor: FileCursor | null) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = [await call(null)]
  for (let last = answers[0]; last?.cursor; last = answers.at(-1)) answers.push(await call(last.cursor))
  return answers
}

const restored = (pages?: number) =>
  paged((cursor) => world.call({ operation: 'restore', tenantId: ACME, exportId, cursor }, pages))
const verified = () => paged((cursor) => world.call({ operation: 'verify', tenantId: ACME, exportId, cursor }, 1))

async function purged(pages?: number): Promise<void> {
  let cursor: DataCursor | null = null
  do {
    cursor = (await world.call({ operation: 'purge', tenantId: ACME, cursor }, pages)).cursor
  } while (cursor)
}

async function textOf(name: string): Promise<string> {
  const { Body } = await world.files.send(
    new GetObjectCommand({ Bucket: EXPORTS, Key: `${exportPrefix(ACME, exportId)}${name}` }),
  )
  return (await Body?.transformToString()) ?? ''
}

const byId = (a: Item, b: Item) => (String(a.id) < String(b.id) ? -1 : 1)
const ofAcme = async () =>
  (await world.everyItem('things')).filter(({ shardId }) => String(shardId).startsWith(ACME)).toSorted(byId)

test.each([undefined, 3])(
  'the manifest names the files with their items and hashes, in calls of %s pages',
  async (pages) => {
    const manifest = await exported(pages)
    expect(manifest).toMatchObject({
      exportId,
      tenant,
      stores: { things: { items: ITEMS }, memberships: { items: 0 } },
    })
    expect(JSON.parse(await textOf('manifest.json'))).toEqual(manifest)
    const lines: string[] = []
    for (const { name, items, bytes, sha256 } of manifest.files) {
      const text = await textOf(name)
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
      expect(Buffer.byteLength(text)).toBe(bytes)
      expect(text.trimEnd().split('\n')).toHaveLength(items)
      lines.push(...text.trimEnd().split('\n'))
    }
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id)
    expect(ids.toSorted()).toEqual(things.map(({ id }) => id))
  },
)

test('an export of many items is written in parts', async () => {
  const note = 'x'.repeat(15_000)
  const many = Array.from({ length: 1_200 }, (_, n) => ({ ...thing(n), note }))
  await putAll(world.client, 'things', many)
  const manifest = await exported()
  expect(manifest.files).toHaveLength(1)
  expect(manifest.stores.things?.bytes).toBeGreaterThan(17e6)
  expect(await verified()).toHaveLength(1)
})

test.each([undefined, 1])('what was deleted is restored as it was, in calls of %s pages', async (pages) => {
  const before = await ofAcme()
  await exported()
  await purged(pages)
  expect(await ofAcme()).toEqual([])
  await restored(pages)
  expect(await ofAcme()).toEqual(before)
  expect(await world.everyItem('things')).toContainEqual({ shardId: shardKey('globex000000', 0), id: 'other' })
})

test('what lists derive from an item is derived anew, and an item that no list shows comes back too', async () => {
  const odd = { shardId: shardKey(ACME, 60), id: 'planted', bytes: new Uint8Array([1, 2]), set: new Set(['a']) }
  await world.tables.things?.put(odd)
  await exported()
  await purged()
  await restored()
  expect(await ofAcme()).toEqual([...things, odd].toSorted(byId))
})

test('a run that breaks off leaves files that no manifest names, and the next one is whole', async () => {
  await world.call({ operation: 'export', tenantId: ACME, exportId, tenant, cursor: null, files: [] }, 2)
  const manifest = await exported()
  expect(manifest.stores.things?.items).toBe(ITEMS)
  expect((await world.keys()).length).toBeGreaterThan(manifest.files.length + 1)
  await verified()
})

test('a file that was changed is found before anything is restored', async () => {
  const { files } = await exported()
  const [file] = files
  const Body = (await textOf(file?.name ?? '')).replace('Thing 5 ', 'Thing 6 ')
  const Key = `${exportPrefix(ACME, exportId)}${file?.name}`
  await world.files.send(new PutObjectCommand({ Bucket: EXPORTS, Key, Body }))
  await expect(verified()).rejects.toThrow(/is not what its manifest says/)
})

test('an export whose files are not all there, whose manifest is damaged, or that holds what is unknown here, says so', async () => {
  const { files, ...manifest } = await exported()
  const Key = `${exportPrefix(ACME, exportId)}manifest.json`
  const manifestOf = (Body: string) => world.files.send(new PutObjectCommand({ Bucket: EXPORTS, Key, Body }))
  await manifestOf(
    JSON.stringify({ ...manifest, files: files.map((file) => ({ ...file, name: 'things-gone.ndjson' })) }),
  )
  await expect(verified()).rejects.toThrow(/things-gone\.ndjson of wfl_\w+ is not there/)
  await manifestOf(JSON.stringify({ ...manifest, files: files.map((file) => ({ ...file, store: 'spells' })) }))
  await expect(verified()).rejects.toThrow(/holds spells, which this deployment does not have/)
  for (const damaged of ['{"format": 1,', '{"format": 2}', '[]', '']) {
    await manifestOf(damaged)
    await expect(verified()).rejects.toThrow(
      /manifest of wfl_\w+ is not of a form that is known here|no complete export/,
    )
  }
})

test('an export of another tenant is not restored, wherever its files lie', async () => {
  const manifest = await exported()
  const prefix = exportPrefix('globex000000', exportId)
  for (const name of [...manifest.files.map(({ name }) => name), 'manifest.json']) {
    const Body = await textOf(name)
    await world.files.send(new PutObjectCommand({ Bucket: EXPORTS, Key: `${prefix}${name}`, Body }))
  }
  const request = { tenantId: 'globex000000', exportId, cursor: null } as const
  await expect(world.call({ operation: 'verify', ...request })).rejects.toThrow(/is of acme00000000/)
  await expect(world.call({ operation: 'restore', ...request })).rejects.toThrow(/is no item of globex000000/)
})

test('an export that is not complete is not restored', async () => {
  await expect(verified()).rejects.toThrow(/no complete export/)
})

async function join(email: string, tenantId = ACME, role: 'TenantAdmin' | 'TenantUser' = 'TenantUser') {
  const member = await world.people.alone(email, tenantId, async (held) => {
    const person = await held.createOrFind()
    const at = '2026-01-01T00:00:00.000Z'
    return { ...newMembership(person, { tenantId, role, at, invitedBy: null }), mail: 'sent' as const }
  })
  await world.memberships.insert(member)
  return member
}

test('people leave one by one; who belongs to another tenant keeps their account', async () => {
  await join('ada@acme.example', ACME, 'TenantAdmin')
  await join('bob@acme.example')
  await join('bob@acme.example', 'globex000000')
  const first = await world.call({ operation: 'remove-people', tenantId: ACME }, 1)
  expect(first).toMatchObject({ isDone: false, members: 1 })
  const second = await world.call({ operation: 'remove-people', tenantId: ACME })
  expect(second).toMatchObject({ isDone: true, members: 1 })
  expect(first.accounts + second.accounts).toBe(1)
  expect(await world.scan(ACME)).toMatchObject({ memberships: 0, outbox: 0, audit: 4 })
  expect(await world.addresses()).toEqual(['bob@acme.example'])
})

test('people come back with their roles: with a password by mail if their account is gone, as they were if it is not', async () => {
  const ada = await join('ada@acme.example', ACME, 'TenantAdmin')
  const bob = await join('bob@acme.example')
  await join('bob@acme.example', 'globex000000')
  await exported()
  await world.call({ operation: 'remove-people', tenantId: ACME })
  const restore = () => world.call({ operation: 'restore-people', tenantId: ACME, exportId, cursor: null })
  expect(await restore()).toEqual({ cursor: null, members: 2 })
  await restore()
  const members = await world.memberships.ofTenant(ACME)
  const [newAda, newBob] = ['ada', 'bob'].map((name) => members.find(({ email }) => email.startsWith(name)))
  expect(members).toHaveLength(2)
  expect(newAda).toMatchObject({ role: 'TenantAdmin', state: 'active', mail: 'sent' })
  expect(newAda?.userId).not.toBe(ada.userId)
  expect(newBob).toMatchObject({ userId: bob.userId, role: 'TenantUser', state: bob.state })
  expect(newBob?.sequence).toBeGreaterThan(bob.sequence)
  expect(world.mails().map(({ to }) => to)).toEqual(['ada@acme.example'])
})
