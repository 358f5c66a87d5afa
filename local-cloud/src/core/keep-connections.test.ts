import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { keepConnections } from './keep-connections.ts'

test('a connection outlives by half a minute what its client is told, and is used again', async () => {
  const sockets: Socket[] = []
  const server = createServer((_, response) => response.end('ok')).on('connection', (socket) => sockets.push(socket))
  keepConnections(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => {
    agent.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  for (const _ of [1, 2]) {
    const [answer] = (await once(get({ host: '127.0.0.1', port, agent }), 'response')) as [IncomingMessage]
    expect(answer.headers['keep-alive']).toBe('timeout=60')
    await once(answer.resume(), 'end')
    // The agent takes it back in the next turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(sockets.map(({ timeout }) => timeout)).toEqual([90_000])
})
