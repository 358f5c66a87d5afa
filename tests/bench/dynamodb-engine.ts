// One DynamoDB in a process of its own, so that its memory is its own: `ours` or `dynalite`, on a port of loopback.
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'

const [engine = '', dataDir = '', accessKeyId = '', secretAccessKey = ''] = process.argv.slice(2)

const port = engine === 'ours' ? await ours() : await dynalite()
process.on('message', (question) => {
  if (question === 'memory') globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send?.({ bytes: process.memoryUsage.rss(), processorSeconds: (user + system) / 1e6 })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ port })

async function ours(): Promise<number> {
  const cloud = await startCloud({ dataDir, port: 0, root: { accessKeyId, secretAccessKey } })
  return Number(new URL(cloud.url).port)
}

async function dynalite(): Promise<number> {
  const { default: create } = await import('dynalite')
  const server: Server = create({ createTableMs: 0 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server on a port has an address with a port.
  return (server.address() as AddressInfo).port
}
