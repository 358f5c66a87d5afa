import { expect, test, vi } from 'vitest'
import { assembly, call, testCloudFormation } from './cloud-fixture.ts'

const thing = (Properties: object = {}, more: object = {}) => ({ Type: 'Test::Thing', Properties, ...more })
const store = (Properties: object = {}, more: object = {}) => ({ Type: 'Test::Store', Properties, ...more })
const getAtt = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] })

test('resources are created after what they name, and outputs see them', async () => {
  const { deploy, calls, cloud, events } = testCloudFormation()
  const [stack] = await deploy({
    app: {
      Resources: { A: thing({ Name: getAtt('B', 'Arn') }, { DependsOn: 'C' }), B: thing(), C: thing() },
      Outputs: { Name: { Value: { Ref: 'A' } } },
    },
  })
  expect(calls).toEqual(['create C', 'create B', 'create A'])
  expect(stack).toMatchObject({ name: 'app', change: 'created', outputs: { Name: 'arn:test:B' } })
  expect(cloud.outputs('app')).toEqual({ Name: 'arn:test:B' })
  expect(events('app')).toEqual([
    'app CREATE_IN_PROGRESS',
    'C CREATE_IN_PROGRESS',
    'C CREATE_COMPLETE',
    'B CREATE_IN_PROGRESS',
    'B CREATE_COMPLETE',
    'A CREATE_IN_PROGRESS',
    'A CREATE_COMPLETE',
    'app CREATE_COMPLETE',
  ])
})

test('an unchanged stack is skipped at once; only what differs is updated; what is gone is deleted last, dependents first', async () => {
  const { deploy, calls } = testCloudFormation()
  const Resources = {
    A: thing({ Size: 1 }),
    B: thing({ Size: getAtt('A', 'Size') }),
    C: thing(),
    D: thing({ Name: getAtt('C', 'Arn') }),
  }
  await deploy({ app: { Resources } })
  calls.length = 0
  expect(await deploy({ app: { Resources } })).toMatchObject([{ change: 'none' }])
  expect(calls).toEqual([])
  expect(await deploy({ app: { Resources: { A: thing({ Size: 2 }), B: Resources.B, E: thing() } } })).toMatchObject([
    { change: 'updated' },
  ])
  expect(calls).toEqual(['update A', 'update B', 'create E', 'delete D', 'delete C'])
})

test('a deployment of unchanged resources calls none of them', async () => {
  const { deploy, calls } = testCloudFormation()
  const Resources = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`R${i}`, thing({ Size: i })]))
  await deploy({ app: { Resources } })
  expect(calls).toHaveLength(150)
  expect(await deploy({ app: { Resources } })).toMatchObject([{ change: 'none' }])
  expect(calls).toHaveLength(150)
})

test('a failed creation leaves nothing behind and names the resource and the reason', async () => {
  const { deploy, calls, fail, stack, events, resources } = testCloudFormation()
  fail('create B')
  const Resources = { A: thing(), B: thing({}, { DependsOn: 'A' }) }
  await expect(deploy({ app: { Resources } })).rejects.toThrow('The stack app failed at B: create B went wrong')
  expect(calls).toEqual(['create A', 'create B', 'delete A'])
  expect(stack('app')).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' })
  expect(resources('app')).toEqual([])
  expect(events('app')).toContain('B CREATE_FAILED')
  expect(await deploy({ app: { Resources } })).toMatchObject([{ change: 'created' }])
})

test('a failed update puts back what it changed, deletes what it created and keeps the outputs', async () => {
  const { deploy, calls, fail, stack, cloud } = testCloudFormation()
  const Outputs = { Size: { Value: getAtt('A', 'Size') } }
  await deploy({ app: { Resources: { A: thing({ Size: 1 }), B: thing() }, Outputs } })
  calls.length = 0
  fail('update B')
  const next = { Resources: { A: thing({ Size: 2 }), New: thing(), B: thing({ Size: 3 }) }, Outputs }
  await expect(deploy({ app: next })).rejects.toThrow('update B went wrong')
  expect(calls).toEqual(['update A', 'create New', 'update B', 'update B', 'delete New', 'update A'])
  expect(stack('app')).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' })
  expect(cloud.outputs('app')).toEqual({ Size: '1' })
  calls.length = 0
  await deploy({ app: next })
  expect(calls).toEqual(['update A', 'create New', 'update B'])
})

test('replacing a resource that holds data is refused by name; another is replaced and the old one deleted', async () => {
  const { deploy, calls, resources } = testCloudFormation()
  await deploy({ app: { Resources: { Data: store({ Fixed: 'a' }), Thing: thing({ Fixed: 'a' }) } } })
  const [, before] = resources('app')
  calls.length = 0
  await expect(
    deploy({ app: { Resources: { Data: store({ Fixed: 'b' }), Thing: thing({ Fixed: 'a' }) } } }),
  ).rejects.toThrow('Changing Data (Test::Store) would replace it and lose its data')
  await deploy({ app: { Resources: { Data: store({ Fixed: 'a' }), Thing: thing({ Fixed: 'b' }) } } })
  expect(calls.slice(-2)).toEqual(['create Thing', 'delete Thing'])
  const [, after] = resources('app')
  expect(after.PhysicalResourceId).not.toBe(before.PhysicalResourceId)
})

test('what is to be retained is forgotten and not deleted', async () => {
  const { deploy, calls, events } = testCloudFormation()
  await deploy({ app: { Resources: { A: thing(), B: store({}, { DeletionPolicy: 'Retain' }) } } })
  await deploy({ app: { Resources: { A: thing() } } })
  expect(calls).toEqual(['create A', 'create B'])
  expect(events('app')).toContain('B DELETE_SKIPPED')
})

test('a property that nothing reads fails the deployment by name, unless it has no meaning here', async () => {
  const { deploy } = testCloudFormation()
  const one = (properties: object) => deploy({ app: { Resources: { A: thing(properties) } } })
  await expect(one({ Weight: 1 })).rejects.toThrow('app: Test::Thing A.Weight = 1 is not supported by the local cloud')
  await expect(one({ Nested: { Deep: 1 } })).rejects.toThrow(
    'app: Test::Thing A.Nested.Deep = 1 is not supported by the local cloud',
  )
  await expect(one({ Size: 'large' })).rejects.toThrow(
    'app: Test::Thing A.Size = "large" is not supported by the local cloud',
  )
  await expect(one({ Colour: 'red' })).resolves.toBeDefined()
})

test('numbers and booleans that were written as strings are converted', async () => {
  const { deploy } = testCloudFormation()
  const Outputs = { Size: { Value: getAtt('A', 'Size') } }
  const [stack] = await deploy({
    app: { Resources: { A: thing({ Size: '7', Name: 5, Nested: { Flag: 'true' } }) }, Outputs },
  })
  expect(stack?.outputs).toEqual({ Size: '7' })
})

test('unknown types, policies and cycles fail before anything is created', async () => {
  const { deploy, calls } = testCloudFormation()
  const refused = (Resources: object) => expect(deploy({ app: { Resources } })).rejects
  await refused({ A: thing(), B: { Type: 'AWS::EC2::Instance' } }).toThrow(
    'app: AWS::EC2::Instance B is not supported by the local cloud',
  )
  await refused({ A: thing({}, { UpdatePolicy: {} }) }).toThrow('UpdatePolicy (of A)')
  await refused({ A: thing({}, { CreationPolicy: {} }) }).toThrow('CreationPolicy (of A)')
  await refused({ A: thing({ Name: { Ref: 'B' } }), B: thing({}, { DependsOn: 'A' }) }).toThrow(
    'Circular dependency between resources: [A, B]',
  )
  await refused({ A: thing({ Name: { Ref: 'Z' } }) }).toThrow('Unresolved resource dependencies [Z]')
  expect(calls).toEqual([])
})

test('resources whose condition does not hold are left out, also when one that was there loses it', async () => {
  const { deploy, calls } = testCloudFormation()
  const template = {
    Parameters: { Debug: { Type: 'String', Default: 'yes', AllowedValues: ['yes', 'no'] } },
    Conditions: { Debugging: { 'Fn::Equals': [{ Ref: 'Debug' }, 'yes'] } },
    Resources: {
      A: thing({ Name: { 'Fn::If': ['Debugging', { Ref: 'B' }, 'none'] } }),
      B: thing({}, { Condition: 'Debugging' }),
    },
  }
  await deploy({ app: template })
  await deploy({ app: template }, { app: { Debug: 'no' } })
  expect(calls).toEqual(['create B', 'create A', 'update A', 'delete B'])
  // A value that is not given again is kept.
  expect(await deploy({ app: template })).toMatchObject([{ change: 'none' }])
})

test('a stack reads another’s exports, and an export in use can neither change nor go', async () => {
  const { deploy, cloud } = testCloudFormation()
  const base = (value: string | undefined) => ({
    Resources: { A: thing() },
    Outputs: value === undefined ? {} : { Bus: { Value: value, Export: { Name: 'base:Bus' } } },
  })
  const app = {
    Resources: { B: thing({ Name: { 'Fn::ImportValue': 'base:Bus' } }) },
    Outputs: { Name: { Value: { Ref: 'B' } } },
  }
  await deploy({ base: base('one'), app })
  expect(cloud.outputs('app')).toEqual({ Name: 'one' })
  await expect(deploy({ base: base('two'), app })).rejects.toThrow(
    'Export base:Bus cannot be updated as it is in use by app.',
  )
  await expect(deploy({ base: base(undefined) })).rejects.toThrow(
    'Export base:Bus cannot be deleted as it is in use by app.',
  )
})

test('the host names of APIs become addresses of the local endpoint, also in exports', async () => {
  const { deploy, cloud } = testCloudFormation()
  const url = {
    'Fn::Join': [
      '',
      ['https://', 'abc123', '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/prod/'],
    ],
  }
  const local = 'http://127.0.0.1:4566/execute-api/abc123/prod/'
  await deploy({
    base: { Resources: { A: thing() }, Outputs: { Url: { Value: url, Export: { Name: 'url' } } } },
    app: { Resources: { B: thing({ Name: { 'Fn::ImportValue': 'url' } }) }, Outputs: { Url: { Value: { Ref: 'B' } } } },
  })
  expect(cloud.outputs('base')).toEqual({ Url: local })
  expect(cloud.outputs('app')).toEqual({ Url: local })
})

test('CDK metadata is ignored, and progress names each step', async () => {
  const { cloud } = testCloudFormation()
  const progress = vi.fn()
  const Resources = { A: thing(), CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'x' } } }
  const Rules = { CheckBootstrapVersion: { Assertions: [] } }
  await cloud.deployAssembly(assembly({ app: { Resources, Rules } }), { progress })
  expect(progress).toHaveBeenCalledWith({
    stack: 'app',
    logicalId: 'A',
    type: 'Test::Thing',
    status: 'CREATE_COMPLETE',
  })
  expect(progress).toHaveBeenCalledTimes(4)
})

test('the API shows what was deployed, and hides what is not to be echoed', async () => {
  const { deploy, cloud, stack } = testCloudFormation()
  const Parameters = { Secret: { Type: 'String', NoEcho: true }, Plain: { Type: 'String', Default: 'x' } }
  const Outputs = { Arn: { Value: getAtt('A', 'Arn'), Export: { Name: 'app:Arn' } } }
  const template = { Parameters, Resources: { A: thing() }, Outputs }
  await deploy({ app: template }, { app: { Secret: 'hidden' } })
  expect(stack('app')).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Parameters: [
      { ParameterKey: 'Secret', ParameterValue: '****' },
      { ParameterKey: 'Plain', ParameterValue: 'x' },
    ],
    Outputs: [{ OutputKey: 'Arn', OutputValue: 'arn:test:A', ExportName: 'app:Arn' }],
  })
  expect(call(cloud, 'ListStacks', { StackStatusFilter: ['CREATE_COMPLETE'] }).StackSummaries).toHaveLength(1)
  expect(JSON.parse(call(cloud, 'GetTemplate', { StackName: 'app' }).TemplateBody)).toEqual(template)
  expect(() => stack('gone')).toThrow('Stack with id gone does not exist')
})
