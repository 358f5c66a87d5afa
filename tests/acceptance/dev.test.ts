import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from './client.ts'
import { copySources, edit } from './edited-assembly.ts'
import { eventually } from './eventually.ts'
import { register } from './onboarding.ts'

// `npm run dev` on a copy of the sources: what is saved runs, and what does not compile harms nothing.
const copy = mkdtempSync(join(tmpdir(), 'tenantry-dev-'))
const HANDLER = 'control-plane/src/tenant-config/get-tenant-config.ts'
const OLD = 'There is no tenant of this name.'
let dev: ChildProcess
let printed = ''
let endpoints: Endpoints

beforeAll(async () => {
  copySources(copy)
  for (const name of ['cli', 'local-cloud']) cpSync(join(ROOT, name), join(copy, name), { recursive: true })
  dev = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/src/main.ts', 'dev'], {
    cwd: copy,
    env: { ...process.env, TENANTRY_DATA_DIR: join(copy, 'data'), TENANTRY_PORT: '0', TENANTRY_AWS_PORT: '0' },
  })
  for (const stream of [dev.stdout, dev.stderr]) {
    stream?.on('data', (chunk) => {
      printed += chunk
    })
  }
  const file = join(copy, 'data', 'endpoints.json')
  await eventually('the system to serve', async () => existsSync(file))
  endpoints = JSON.parse(readFileSync(file, 'utf8'))
  await eventually(
    'the watchers to be ready',
    async () => /deployed in/.test(printed) && /operator-console http/.test(printed),
  )
})

afterAll(async () => {
  const ended = new Promise((resolve) => dev.on('exit', resolve))
  dev.kill('SIGINT')
  await ended
  rmSync(copy, { recursive: true, force: true })
})

const answer = async (name: string) =>
  client(endpoints.controlPlaneApi).get(`/tenant-config?name=${encodeURIComponent(name)}`)
const says = (text: string) =>
  eventually(`the answer “${text}”`, async () => (await answer('Nobody')).body.message === text)

test('a saved handler answers, and the data is still there', async () => {
  await register(endpoints, 'Acme', 'ada@acme.example')
  await says(OLD)
  const took: number[] = []
  let text = OLD
  for (const next of ['Who?', 'Nobody I know.', 'Nobody is called so.']) {
    const saved = performance.now()
    edit(copy, HANDLER, text, next)
    await says(next)
    took.push(Math.round(performance.now() - saved))
    text = next
  }
  console.log(`saved handlers answered after ${took.join(', ')} ms`)
  expect(await answer('Acme')).toMatchObject({ status: 200, body: { name: 'Acme' } })
})

test('what does not compile is shown while the old code serves on, and the next save runs', async () => {
  const before = readFileSync(join(copy, HANDLER), 'utf8')
  printed = ''
  writeFileSync(join(copy, HANDLER), `${before}\nconst = 1\n`)
  await eventually('the error', async () => /get-tenant-config\.ts:\d+:\d+/.test(printed))
  expect((await answer('Nobody')).body.message).toBe('Nobody is called so.')
  writeFileSync(join(copy, HANDLER), before.replace('Nobody is called so.', OLD))
  await says(OLD)
})
