import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startCloud } from './cloud.ts'
import { type CloudService, closeAll } from './core/cloud-service.ts'

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'local-cloud-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** An assembly of one stack, with a function that asks `url` and then returns. */
function assembly(url: string): string {
  const path = directory()
  const artifact = { type: 'aws:cloudformation:stack', properties: { templateFile: 'template.json' } }
  const Role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    },
  }
  const Asks = {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'asks',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Timeout: 60,
      Code: { ZipFile: `exports.handler = async () => { await (await fetch('${url}')).text() }` },
    },
  }
  writeFileSync(join(path, 'manifest.json'), JSON.stringify({ artifacts: { stack: artifact } }))
  writeFileSync(join(path, 'template.json'), JSON.stringify({ Resources: { Role, Asks } }))
  return path
}

test('an asynchronous invocation that a stop interrupted is carried out after the restart', async () => {
  // The first question is never answered: the cloud stops while the function waits.
  const asked = Promise.withResolvers<void>()
  const again = Promise.withResolvers<void>()
  let questions = 0
  const server = createServer((_, response) => {
    questions += 1
    if (questions === 1) return asked.resolve()
    response.end('go on')
    again.resolve()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const options = { dataDir: directory(), port: 0, root: { accessKeyId: 'AKIAROOT', secretAccessKey: 'secret' } }

  const first = await startCloud(options)
  await first.deployAssembly(assembly(url), {})
  await first.call('lambda', 'Invoke', { FunctionName: 'asks', InvocationType: 'Event', Payload: '{}' })
  await asked.promise
  await first.close()

  const second = await startCloud(options)
  await again.promise
  await second.close()
  expect(questions).toBe(2)
})

test('closing the cloud closes every service that has something to close, the last built first', async () => {
  const cloud = await startCloud({ dataDir: directory(), port: 0, root: { accessKeyId: 'A', secretAccessKey: 's' } })
  const closed: string[] = []
  const closing = cloud.registry.services.filter(({ close }) => close)
  for (const service of closing) {
    const close = service.close?.bind(service)
    vi.spyOn(service as Required<CloudService>, 'close').mockImplementation(() => {
      closed.push(service.name)
      return close?.()
    })
  }
  await cloud.close()
  expect(closed).toEqual(closing.map(({ name }) => name).reverse())
  expect(closed).toContain('logs')
})

test('a service that fails to close keeps no other from storing what it has, and its error is told', async () => {
  const closed: string[] = []
  const service = (name: string, close = () => void closed.push(name)): CloudService => ({
    name,
    resourceTypes: [],
    close,
  })
  const failing = service('b', () => {
    throw new Error('b is stuck')
  })
  await expect(closeAll([service('a'), failing, service('c')])).rejects.toThrow('b is stuck')
  expect(closed).toEqual(['c', 'a'])
})
