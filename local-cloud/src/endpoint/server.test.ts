import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { leapingClock, movableClock } from '../core/clock.ts'
import type { HttpRequest } from '../core/cloud-service.ts'
import { randomIds } from '../core/ids.ts'
import { startServer } from './server.ts'

test('services learn the names of headers as the client wrote them, whichever case they are looked up in', async () => {
  const requests: HttpRequest[] = []
  const server = await startServer(0, {
    aws: () => Promise.reject(new Error('not used')),
    services: [
      {
        name: 'stages',
        resourceTypes: [],
        answer(one) {
          requests.push(one)
          return { status: 204, headers: {}, body: '' }
        },
      },
    ],
    ids: randomIds,
    clock: movableClock(Date.parse('2030-01-01T00:00:00Z')),
  })
  onTestFinished(() => server.close())
  const date = await new Promise((resolve, reject) => {
    const headers = ['Host', `127.0.0.1:${server.port}`, 'X-Tenant-ID', 'a', 'x-tenant-id', 'b', '__proto__', 'c']
    request({ port: server.port, path: '/execute-api/abc/v1/orders', headers }, (response) => {
      response.resume().on('end', () => resolve(response.headers.date))
    })
      .on('error', reject)
      .end()
  })
  expect(date, 'answers are dated by the clock of the cloud').toBe('Tue, 01 Jan 2030 00:00:00 GMT')
  expect(requests).toHaveLength(1)
  const [{ headers, headerNames } = {}] = requests as Partial<HttpRequest>[]
  expect(headers?.['x-tenant-id']).toEqual(['a', 'b'])
  expect(Object.entries(headerNames ?? {})).toEqual(
    expect.arrayContaining([
      ['x-tenant-id', 'X-Tenant-ID'],
      ['host', 'Host'],
      ['__proto__', '__proto__'],
    ]),
  )
})

test('answers bear the time of the cloud, by which SDKs sign, also after it was put forward', async () => {
  const clock = leapingClock()
  const services = [{ name: 'any', resourceTypes: [], answer: () => ({ status: 204, headers: {}, body: '' }) }]
  const server = await startServer(0, {
    aws: () => Promise.reject(new Error('not used')),
    services,
    ids: randomIds,
    clock,
  })
  onTestFinished(() => server.close())
  clock.leap(3600_000)
  const { headers } = await fetch(`http://127.0.0.1:${server.port}/`)
  expect(Math.abs(Date.parse(headers.get('date') ?? '') - clock.now())).toBeLessThan(60_000)
})

test('a server that closes lets requests end that it works on, also those whose clients are gone, and takes no others', async () => {
  const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let [begun, ended] = [0, 0]
  const server = await startServer(0, {
    aws: () => Promise.reject(new Error('not used')),
    services: [
      {
        name: 'slow',
        resourceTypes: [],
        async answer() {
          if (++begun === 2) asked.resolve()
          await go.promise
          ended++
          return { status: 200, headers: {}, body: 'done' }
        },
      },
    ],
    ids: randomIds,
    clock: leapingClock(),
  })
  const url = `http://127.0.0.1:${server.port}/`
  const gone = new AbortController()
  const [answered, aborted] = [fetch(url), fetch(url, { signal: gone.signal }).catch(() => 'aborted')]
  await asked.promise
  gone.abort()
  expect(await aborted).toBe('aborted')
  const closed = server.close().then(() => ended)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  go.resolve()
  expect(await (await answered).text()).toBe('done')
  expect(await closed).toBe(2)
})
