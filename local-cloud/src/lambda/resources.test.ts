import { expect, test } from 'vitest'
import type { Principal } from '../core/principal.ts'
import { resourceContext } from '../logs/logs-fixture.ts'
import { testLambda } from './lambda-fixture.ts'

test('modules of layers are found under /opt, with their relative imports, and a later layer hides an earlier one', async () => {
  const { create, put, deploy, invoke } = await testLambda()
  const first = await create('AWS::Lambda::LayerVersion', 'First', {
    Content: put('l1', {
      'nodejs/toolkit/http.mjs': `import { name } from './chunks/name.mjs'; export const hello = () => 'hello ' + name`,
      'nodejs/toolkit/chunks/name.mjs': `export const name = 'first'`,
    }),
  })
  const second = await create('AWS::Lambda::LayerVersion', 'Second', {
    Content: put('l2', { 'nodejs/toolkit/chunks/name.mjs': `export const name = 'second'` }),
  })
  expect(first.physicalId).toBe('arn:aws:lambda:us-east-1:000000000000:layer:stack-First:1')
  const source = `import { hello } from '/opt/nodejs/toolkit/http.mjs'; export const handler = () => hello()`
  await deploy(source, { Layers: [first.physicalId] })
  expect((await invoke()).payload).toBe('hello first')
  await deploy(source, { Layers: [first.physicalId, second.physicalId] })
  expect((await invoke()).payload).toBe('hello second')
  await expect(deploy(source, { Layers: [`${first.physicalId}9`] })).rejects.toThrow('does not exist')
})

test('the same content is the same layer version; changed content is the next one', async () => {
  const { create, put, type } = await testLambda()
  const layer = (key: string, text: string) =>
    create('AWS::Lambda::LayerVersion', 'Layer', { Content: put(key, { 'a.mjs': text }) })
  const one = await layer('k1', '1')
  expect((await layer('k1', '1')).physicalId).toBe(one.physicalId)
  const two = await layer('k2', '2')
  expect(two.physicalId).toBe('arn:aws:lambda:us-east-1:000000000000:layer:stack-Layer:2')
  await type('AWS::Lambda::LayerVersion').delete(two, resourceContext('Layer'))
  expect((await layer('k2', '2')).physicalId).toMatch(/:3$/)
})

test('a service may invoke a function only where its resource policy says so, for the resource it names', async () => {
  const { create, deploy, functions, type } = await testLambda()
  const { attributes } = await deploy('export const handler = () => "served"')
  const arn = String(attributes.Arn)
  const service = (sourceArn: string): Principal => ({
    kind: 'service',
    service: 'events.amazonaws.com',
    sourceArn,
    sourceAccount: '000000000000',
  })
  const rule = 'arn:aws:events:us-east-1:000000000000:rule/r'
  await expect(functions.invoke(arn, '{}', service(rule))).rejects.toMatchObject({ code: 'AccessDeniedException' })
  const permission = await create('AWS::Lambda::Permission', 'Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn,
    Principal: 'events.amazonaws.com',
    SourceArn: rule,
  })
  expect(await functions.invoke(arn, '{}', service(rule))).toMatchObject({ payload: '"served"' })
  await expect(functions.invoke(arn, '{}', service(`${rule}2`))).rejects.toMatchObject({ status: 403 })
  expect(() => functions.invokeLater(arn, '{}', service(`${rule}2`))).toThrow('no resource-based policy allows')
  await type('AWS::Lambda::Permission').delete(permission, resourceContext('Permission'))
  await expect(functions.invoke(arn, '{}', service(rule))).rejects.toMatchObject({ status: 403 })
})

test('a role session invokes by its own policies', async () => {
  const { deploy, functions, context } = await testLambda()
  const { attributes } = await deploy('export const handler = () => 1')
  const session: Principal = {
    kind: 'role-session',
    arn: 'arn:aws:sts::000000000000:assumed-role/function-role/s',
    accountId: context.accountId,
    roleName: 'function-role',
    roleArn: 'arn:aws:iam::000000000000:role/function-role',
    roleId: 'AROA',
    sessionName: 's',
    accessKeyId: 'ASIA',
    tags: {},
    sessionPolicy: null,
    expiresAt: Number.MAX_SAFE_INTEGER,
  }
  await expect(functions.invoke(String(attributes.Arn), '{}', session)).rejects.toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda'),
  })
})

test('functions, permissions and code are there after a restart', async () => {
  const first = await testLambda()
  await first.deploy('export const handler = () => "kept"')
  await first.close()
  first.context.database.close()
  const second = await testLambda({ dataDir: first.context.dataDir })
  expect((await second.invoke()).payload).toBe('kept')
  expect((await second.call('ListFunctions', {})).Functions).toMatchObject([{ FunctionName: 'f', State: 'Active' }])
})

test('inline code is CommonJS, as on AWS, wherever the data folder lies', async () => {
  const { deploy, invoke } = await testLambda()
  await deploy('', { Code: { ZipFile: 'exports.handler = async () => typeof require' } })
  expect((await invoke()).payload).toBe('function')
})

test('what a function cannot be is refused by name', async () => {
  const { deploy, type, properties, put } = await testLambda()
  await expect(deploy('', { Environment: { Variables: { AWS_REGION: 'x' } } })).rejects.toThrow(
    'Reserved keys used in this request: AWS_REGION',
  )
  await expect(deploy('', { Code: { S3Bucket: 'code', S3Key: 'gone' } })).rejects.toThrow(
    'Error occurred while GetObject. S3 Error Message: The specified key does not exist.',
  )
  await expect(deploy('', { Code: put('evil', { '../outside.mjs': '' }) })).rejects.toThrow('would write to')
  await expect(deploy('', { ReservedConcurrentExecutions: 950 })).rejects.toThrow('UnreservedConcurrentExecution')
  const { error } = type('AWS::Lambda::Function').properties.safeParse(properties('', { VpcConfig: {} }))
  expect(error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['VpcConfig'] })
})

test('a function that was deleted is gone with its policy', async () => {
  const { deploy, invoke, type, context } = await testLambda()
  const deployed = await deploy('export const handler = () => 1')
  await invoke()
  await type('AWS::Lambda::Function').delete(deployed, resourceContext('Function'))
  await expect(invoke()).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  expect(context.database.prepare('SELECT * FROM lambda_functions').all()).toEqual([])
})
