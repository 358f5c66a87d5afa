import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from './client.ts'
import { eventually } from './eventually.ts'

// The commands of examples/page-titles/README.md, on free ports.
const EXAMPLE = join(ROOT, 'examples', 'page-titles')
const LOCAL_CLOUD = join(ROOT, 'local-cloud')
const assembly = mkdtempSync(join(tmpdir(), 'page-titles-'))
const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-local-'))
const running = new Set<ChildProcess>()
const site = createServer((request, response) => {
  if (request.url === '/') response.end('<html><title>A page of the laptop</title></html>')
  else response.writeHead(404).end()
})

beforeAll(async () => {
  const environment = { ...process.env, CDK_OUTDIR: assembly, CDK_VALIDATION: 'false' }
  const synth = run(process.execPath, ['app.ts'], EXAMPLE, environment)
  expect(await synth.exit, synth.output()).toBe(0)
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
})
afterAll(() => {
  site.close()
  for (const child of running) child.kill('SIGKILL')
})

test('the example runs by tenantry-local: titles arrive, and are there after a restart', async () => {
  const { port } = site.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  const first = tenantryLocal(assembly, '--data-dir', dataDir, '--port', '0')
  const api = client(await first.address())
  expect(await api.post('/pages', { url: 'nonsense' })).toMatchObject({ status: 400 })
  expect(await api.post('/pages', { url })).toMatchObject({ status: 202 })
  const pages = { pages: [{ url, title: 'A page of the laptop' }] }
  await eventually('the title of the page', async () => (await api.get('/pages')).body.pages.length > 0)
  expect((await api.get('/pages')).body).toEqual(pages)
  first.stop()
  expect(await first.exit).toBe(0)

  const second = tenantryLocal(assembly, '--data-dir', dataDir, '--port', '0')
  expect((await client(await second.address()).get('/pages')).body).toEqual(pages)
  second.stop()
  expect(await second.exit).toBe(0)
})

test.each([
  ['a resource type', { Type: 'AWS::Neptune::DBCluster', Properties: {} }, 'AWS::Neptune::DBCluster'],
  ['a property', { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } }, 'FifoQueue'],
])('%s that the local cloud does not know fails the start by name', async (_, resource, name) => {
  const directory = mkdtempSync(join(tmpdir(), 'unsupported-'))
  writeFileSync(join(directory, 'manifest.json'), readFileSync(join(assembly, 'manifest.json')))
  writeFileSync(join(directory, 'PageTitles.assets.json'), '{ "version": "1", "files": {} }')
  writeFileSync(join(directory, 'PageTitles.template.json'), JSON.stringify({ Resources: { Odd: resource } }))
  const failing = tenantryLocal(directory, '--data-dir', mkdtempSync(join(tmpdir(), 'tenantry-local-')), '--port', '0')
  expect(await failing.exit).toBe(1)
  expect(failing.output()).toContain(name)
})

function run(command: string, args: string[], cwd: string, env = process.env) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exit = once(child, 'exit').then(([code]) => Number(code))
  return { exit, output: () => output, stop: () => child.kill('SIGINT') }
}

/** The command as npx finds it: by the package's `bin`. */
function tenantryLocal(...args: string[]) {
  const { bin } = JSON.parse(readFileSync(join(LOCAL_CLOUD, 'package.json'), 'utf8'))
  const started = run(process.execPath, [join(LOCAL_CLOUD, bin['tenantry-local']), ...args], tmpdir())
  const address = () =>
    eventually("the API's address", async () => /ApiEndpoint\w*\s+(http:\S+)/.exec(started.output())?.[1])
  return { ...started, address }
}
