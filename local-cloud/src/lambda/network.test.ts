import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { testLambda } from './lambda-fixture.ts'

async function endpoint() {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({ url: request.url, method: request.method, host: request.headers['x-forwarded-host'] }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const JWKS = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool/.well-known/jwks.json'
const expected = {
  url: '/us-east-1_Pool/.well-known/jwks.json',
  method: 'GET',
  host: 'cognito-idp.us-east-1.amazonaws.com',
}
const read = `const read = (ask) => new Promise((resolve, reject) =>
  ask((response) => { let text = ''; response.on('data', (d) => text += d).on('end', () => resolve(JSON.parse(text))) })
    .on('error', reject))`

test.each([
  [
    'https.request as ES import',
    `import { request } from 'node:https'; ${read}
    export const handler = ({ url }) => read((done) => { const r = request(url, { agent: null }, done); r.end(); return r })`,
  ],
  [
    'https.get of the module',
    `import https from 'https'; ${read}
    export const handler = ({ url }) => read((done) => https.get(new URL(url), done))`,
  ],
  [
    'an options object',
    `import { request } from 'node:https'; ${read}
    export const handler = ({ url }) => read((done) => { const { hostname, pathname } = new URL(url)
      return request({ hostname, path: pathname, method: 'GET' }, done).end() })`,
  ],
  ['fetch', `export const handler = async ({ url }) => (await fetch(url)).json()`],
])('requests to AWS reach the local cloud with their host name: %s', async (_, source) => {
  const url = await endpoint()
  const { deploy, invoke } = await testLambda({ endpoint: () => url })
  await deploy(source)
  expect((await invoke({ url: JWKS })).payload).toEqual(expected)
})

test('the local endpoint is reachable as it is', async () => {
  const url = await endpoint()
  const { deploy, invoke } = await testLambda({ endpoint: () => url })
  await deploy(`export const handler = async () =>
    (await fetch(process.env.AWS_ENDPOINT_URL + '/x', { method: 'POST', body: 'b' })).json()`)
  expect((await invoke()).payload).toEqual({ url: '/x', method: 'POST' })
})

test.each([
  [
    'http',
    `import { get } from 'node:http'; export const handler = () =>
    new Promise((_, reject) => get('http://example.com/', () => {}).on('error', reject))`,
  ],
  [
    'https',
    `import https from 'node:https'; export const handler = () =>
    new Promise((_, reject) => https.get('https://example.com/', () => {}).on('error', reject))`,
  ],
  [
    'fetch',
    `export const handler = async () => { try { await fetch('https://example.com/') } catch (e) { throw e.cause } }`,
  ],
  [
    'a socket',
    `import net from 'node:net'; export const handler = () =>
    new Promise((_, reject) => net.connect(80, 'example.com').on('error', reject))`,
  ],
  [
    'a datagram',
    `import dgram from 'node:dgram'; export const handler = () =>
    new Promise((_, reject) => dgram.createSocket('udp4').send('text', 2000, 'example.com', reject))`,
  ],
  [
    'a connected datagram socket',
    `import { createSocket } from 'node:dgram'; export const handler = () =>
    new Promise((_, reject) => createSocket('udp4').connect(2000, 'example.com', reject))`,
  ],
])('any other host fails by name: %s', async (_, source) => {
  const { deploy, invoke } = await testLambda()
  await deploy(source)
  expect((await invoke()).payload).toMatchObject({
    errorMessage: "A function in the local cloud reaches AWS's APIs and loopback only, not example.com.",
  })
})
