import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { testLambda } from './lambda-fixture.ts'

const require = createRequire(import.meta.url)
const { dependencies } = require('../../package.json') as { dependencies: Record<string, string> }
const clients = Object.keys(dependencies).filter((name) => name.startsWith('@aws-sdk/'))

const deployFiles = async (files: Record<string, string>) => {
  const lambda = await testLambda()
  await lambda.deploy('', { Code: lambda.put('files', files), Timeout: 30 })
  return lambda.invoke
}

test('an ES module finds the SDK of the runtime, and so do the commands and the document client on it', async () => {
  const invoke = await deployFiles({
    'index.mjs': `
      import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
      import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
      const documents = DynamoDBDocumentClient.from(new DynamoDBClient())
      export const handler = async () => [documents.constructor.name, await documents.config.region()]`,
  })
  expect((await invoke()).payload).toEqual(['DynamoDBDocumentClient', 'us-east-1'])
})

test('a CommonJS bundle finds every client that the runtime brings, by name and by import()', async () => {
  const invoke = await deployFiles({
    'index.js': `exports.handler = async ({ clients }) => {
      const required = clients.map((name) => Object.keys(require(name)).length > 0)
      const { NodeHttpHandler } = require('@smithy/node-http-handler')
      const { S3Client } = await import('@aws-sdk/client-s3')
      return { required, handler: NodeHttpHandler.name, same: S3Client === require('@aws-sdk/client-s3').S3Client }
    }`,
  })
  expect((await invoke({ clients })).payload).toEqual({
    required: clients.map(() => true),
    handler: 'NodeHttpHandler',
    same: true,
  })
  expect(clients).toContain('@aws-sdk/client-dynamodb')
})

test('an SDK in the code itself wins over that of the runtime', async () => {
  const invoke = await deployFiles({
    'index.mjs': `export { handler } from '@aws-sdk/client-sqs'`,
    'node_modules/@aws-sdk/client-sqs/package.json': '{ "name": "@aws-sdk/client-sqs", "main": "own.js" }',
    'node_modules/@aws-sdk/client-sqs/own.js': `exports.handler = async () => 'own'`,
  })
  expect((await invoke()).payload).toBe('own')
})

test.each([
  ['a client of a service that is not emulated', `import('@aws-sdk/client-neptune')`],
  ['what the SDK depends on', `import('tslib')`],
  ['a package of the machine', `import('vitest')`],
  ['one beside the SDK, by its path', `require('@aws-sdk/../vitest')`],
])('%s is not found: %s', async (_, source) => {
  const invoke = await deployFiles({ 'index.js': `exports.handler = async () => { await ${source} }` })
  const { payload } = await invoke()
  expect(payload.errorMessage).toContain(/'(.*)'/.exec(source)?.[1])
  expect(payload.errorMessage).toMatch(/Cannot find (package|module)/)
})
