import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from './client.ts'
import { copySources } from './edited-assembly.ts'
import { eventually } from './eventually.ts'
import { askConfig, onboard, register } from './onboarding.ts'
import { replaceIn, SAVES, type Save } from './saves.ts'
import { printedBy } from './tenantry.ts'

// `npm run dev` on a copy of the sources: what is saved runs, however it is saved, and what does not compile harms nothing.
const copy = mkdtempSync(join(tmpdir(), 'tenantry-dev-'))
const HANDLER = join(copy, 'control-plane/src/tenant-config/get-tenant-config.ts')
const RESPONSE = join(copy, 'toolkit/src/http-response.ts')
let said = 'There is no tenant of this name.'
const inPlace: Save = (file, text) => writeFileSync(file, text)
const ways = Object.entries(SAVES)
let dev: ChildProcess
let printed = ''
let endpoints: Endpoints

beforeAll(async () => {
  copySources(copy)
  for (const name of ['cli', 'local-cloud']) cpSync(join(ROOT, name), join(copy, name), { recursive: true })
  dev = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'cli/src/main.ts', 'dev'], {
    cwd: copy,
    env: {
      ...process.env,
      TENANTRY_DATA_DIR: join(copy, 'data'),
      TENANTRY_PORT: '0',
      TENANTRY_AWS_PORT: '0',
      NODE_COMPILE_CACHE: join(copy, 'compiled'),
    },
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

const answer = (name: string) => askConfig(endpoints, name)
const says = (text: string) =>
  eventually(`the answer “${text}”`, async () => (await answer('Nobody')).body.message === text)
const prints = (text: RegExp) => eventually(`${text} to be printed`, async () => text.test(printed))

test('a saved handler answers, and the data is still there', async () => {
  await register(endpoints, 'Acme', 'ada@acme.example')
  await says(said)
  const took: number[] = []
  for (const next of ['Who?', 'Nobody I know.', 'Nobody is called so.']) {
    const saved = performance.now()
    replaceIn(HANDLER, said, next, inPlace)
    await says(next)
    took.push(Math.round(performance.now() - saved))
    said = next
  }
  console.log(`saved handlers answered after ${took.join(', ')} ms`)
  expect(await answer('Acme')).toMatchObject({ status: 200, body: { name: 'Acme' } })
})

test.each(ways)('a handler and the toolkit run as saved %s, every time', async (way, save) => {
  for (const time of ['once', 'twice']) {
    const text = `Saved ${time} ${way}.`
    replaceIn(HANDLER, said, text, save)
    said = text
    replaceIn(RESPONSE, 'const HEADERS = {', `const HEADERS = { 'x-saved': '${text}',`, save)
    await says(text)
    await eventually('the layer as saved', async () => (await answer('Acme')).headers.get('x-saved') === text)
    replaceIn(RESPONSE, ` 'x-saved': '${text}',`, '', save)
  }
})

test.each(ways)('the pages are served as saved %s, every time', async (_, save) => {
  const origin = /public-site (http\S+?)\/?\n/.exec(printed)?.[1]
  for (const file of ['web/public-site/urls.ts', 'web/shared/theme/theme.ts', 'contracts/src/may.ts']) {
    const path = join(copy, file)
    const served = async () => (await fetch(`${origin}/@fs${path}`)).text()
    const text = readFileSync(path, 'utf8')
    for (const time of ['once', 'twice']) {
      await served()
      save(path, `${text}\nexport const SAVED = '${time}'\n`)
      await eventually(`${file} as saved`, async () => (await served()).includes(`SAVED = "${time}"`))
    }
    save(path, text)
    await eventually(`${file} as it was`, async () => !(await served()).includes('SAVED'))
  }
})

test('what does not compile is shown while the old code serves on, and the next save runs', async () => {
  const before = readFileSync(HANDLER, 'utf8')
  printed = ''
  writeFileSync(HANDLER, `${before}\nconst = 1\n`)
  await prints(/get-tenant-config\.ts:\d+:\d+/)
  expect((await answer('Nobody')).body.message).toBe(said)
  writeFileSync(HANDLER, before.replace(said, 'Compiles again.'))
  said = 'Compiles again.'
  await says(said)
})

test('a module that moves to another file of the layer, while a handler does not compile, is found there by all functions', async () => {
  const [handler, response] = [HANDLER, RESPONSE].map((file) => readFileSync(file, 'utf8')) as [string, string]
  const tiers = () => client(endpoints.controlPlaneApi).get('/tiers')
  expect(await tiers()).toMatchObject({ status: 200 })
  printed = ''
  writeFileSync(HANDLER, `${handler}\nconst = 1\n`)
  await prints(/get-tenant-config\.ts:\d+:\d+/)
  printed = ''
  // Modules are in one file with those that reach the same clients.
  writeFileSync(RESPONSE, `export { SNSClient as Moved } from '@aws-sdk/client-sns'\n${response}`)
  await prints(/get-tenant-config\.ts:\d+:\d+/)
  writeFileSync(HANDLER, handler.replace(said, 'Moved.'))
  const before = said
  said = 'Moved.'
  await says(said)
  expect(await tiers()).toMatchObject({ status: 200 })
  writeFileSync(RESPONSE, response)
  writeFileSync(HANDLER, handler.replace(before, 'Moved back.'))
  said = 'Moved back.'
  await says(said)
  expect(await tiers()).toMatchObject({ status: 200 })
})

test('new files in new folders are part of a function, and so is that they are deleted', async () => {
  const before = readFileSync(HANDLER, 'utf8')
  const words = join(copy, 'control-plane/src/tenant-config/words/more/words.ts')
  const module = join(copy, 'toolkit/src/new-words.ts')
  printed = ''
  // The importing file first: it compiles once what it imports is there.
  writeFileSync(
    HANDLER,
    `import { NEW } from '@tenantry/toolkit/new-words.ts'\nimport { WORDS } from './words/more/words.ts'\n${before.replace(`'${said}'`, 'WORDS + NEW')}`,
  )
  await prints(/words\/more\/words\.ts/)
  mkdirSync(join(words, '..'), { recursive: true })
  writeFileSync(module, "export const NEW = ' And new.'\n")
  writeFileSync(words, "export const WORDS = 'In a new folder.'\n")
  await says('In a new folder. And new.')
  replaceIn(words, 'In a new folder.', 'There.', SAVES['by renaming a new file over it (JetBrains, sed -i)'] ?? inPlace)
  await says('There. And new.')
  printed = ''
  rmSync(join(words, '..'), { recursive: true })
  await prints(/words\/more\/words\.ts/)
  expect((await answer('Nobody')).body.message).toBe('There. And new.')
  writeFileSync(HANDLER, before)
  rmSync(module)
  await says(said)
})

test('a template that does not load is shown, and the save that mends it runs, with what was saved meanwhile', async () => {
  const file = join(copy, 'infra/names.ts')
  const before = readFileSync(file, 'utf8')
  printed = ''
  writeFileSync(file, `${before}\nconst = 1\n`)
  await prints(/until the next save/)
  replaceIn(HANDLER, said, 'Meanwhile.', inPlace)
  expect((await answer('Nobody')).body.message).toBe(said)
  writeFileSync(file, before)
  await says('Meanwhile.')
})

/** Plants an error into a file before this text; answers where it is. */
function plant(path: string, before: string, what: string): string {
  const file = join(copy, path)
  replaceIn(file, before, `throw new RangeError('${what}')\n  ${before}`, inPlace)
  const lines = readFileSync(file, 'utf8').split('\n')
  return `${path}:${lines.findIndex((line) => line.includes(what)) + 1}:`
}
const undo = (path: string, before: string, what: string) =>
  replaceIn(join(copy, path), `throw new RangeError('${what}')\n  ${before}`, before, inPlace)

test('what a handler or the toolkit throws is printed with function, tenant and request, and leads to its line', async () => {
  const globex = await onboard(endpoints, 'Globex', 'hank@globex.example')
  const { tenantId } = globex.config
  for (const [path, before] of [
    ['services/products/list-products.ts', 'const { items, nextCursor }'],
    ['toolkit/src/listing.ts', 'return'],
  ] as const) {
    const what = `planted in ${path}`
    const at = plant(path, before, what)
    const failed = await eventually('the request to fail', async () => {
      const answer = await globex.api.get('/products')
      return answer.status === 500 && answer
    })
    const { requestId } = failed.body
    await prints(
      new RegExp(`ERROR products  request failed: RangeError: ${what}  tenant=${tenantId} request=${requestId} `),
    )
    await prints(new RegExp(`request=${requestId} .*\n +at [^\n]*\\(${at}\\d+\\)\n`))
    undo(path, before, what)
    await eventually('the request to succeed', async () => (await globex.api.get('/products')).status === 200)
  }
})

test('a failed authorizer is printed with its line, and found by the id that its caller was answered', async () => {
  const path = 'app-plane/src/authorizer/handler.ts'
  const before = 'const claims = await verify'
  const at = plant(path, before, 'no directory')
  const data = { TENANTRY_DATA_DIR: join(copy, 'data') }
  const { apiUrl } = (await answer('Globex')).body
  // A token that the gateway has not met: answers to known ones are cached.
  const fresh = () => printedBy(['token', '--tenant', 'Globex', '--user', 'hank@globex.example'], data, copy)
  const failed = await eventually('the authorizer to fail', async () => {
    const { status, body } = await client(apiUrl, (await fresh()).trim()).get('/products')
    return status === 500 && body
  })
  await prints(new RegExp(`ERROR authorizer  RangeError: no directory  request=\\S+\n +at [^\n]*\\(${at}\\d+\\)\n`))
  const found = await eventually('the log of the failed request', async () => {
    const text = await printedBy(['logs', '--request', failed.requestId], data, copy)
    return /authorizer {2}RangeError/.test(text) && text
  })
  expect(found).toMatch(
    new RegExp(`ERROR tenant-api  500 GET /products  request=${failed.requestId} authorizerRequestId=`),
  )
  expect(found).toContain(at)
})
