import { describe, expect, test } from 'vitest'
import { documentedAttributes } from '../architecture/support-table/cdk-properties.ts'
import { useCloud } from './cloud.ts'
import { FUNCTIONS } from './templates/function-faults.ts'
import { Never, output, Queue } from './templates/parts.ts'
import { STRUCTURE } from './templates/structure-faults.ts'
import { VALUES } from './templates/value-faults.ts'

// Templates are judged before anything is created, in the same words by every operation that takes one.

const cloud = useCloud()
const call = (operation: string, input: object) => cloud.cloud.call('cloudformation', operation, input)

const stackNames = async () =>
  (await call('ListStacks', {})).StackSummaries.map(({ StackName }: { StackName: string }) => StackName)

async function refusals(template: object, operations: string[]): Promise<string[]> {
  const TemplateBody = JSON.stringify(template)
  const inputs: Record<string, object> = {
    CreateStack: { StackName: 'new', TemplateBody },
    CreateChangeSet: { StackName: 'new', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody },
    UpdateStack: { StackName: 'old', TemplateBody },
    ValidateTemplate: { TemplateBody },
  }
  return Promise.all(
    operations.map((operation) =>
      call(operation, inputs[operation] ?? {}).then(
        () => `${operation} took it`,
        (error: Error) => error.message,
      ),
    ),
  )
}

describe('a template is refused before anything is created', () => {
  const prepare = () => cloud.deploy({ Resources: { Queue } }, 'old')

  test('whatever the parameters are, also by ValidateTemplate', async () => {
    await prepare()
    for (const [name, template, message] of [...STRUCTURE, ...FUNCTIONS]) {
      const said = await refusals(template, ['CreateStack', 'CreateChangeSet', 'UpdateStack', 'ValidateTemplate'])
      expect([name, ...said]).toEqual([name, ...said.map(() => expect.stringContaining(message))])
      await expect(cloud.deploy(template, 'new'), name).rejects.toThrow(message)
    }
    expect(await stackNames()).toEqual(['old'])
  })

  test('with its parameters', async () => {
    await prepare()
    for (const [name, template, message] of VALUES) {
      const said = await refusals(template, ['CreateStack', 'CreateChangeSet', 'UpdateStack'])
      expect([name, ...said]).toEqual([name, ...said.map(() => expect.stringContaining(message))])
      expect(await refusals(template, ['ValidateTemplate'])).toEqual(['ValidateTemplate took it'])
      await expect(cloud.deploy(template, 'new'), name).rejects.toThrow(message)
    }
    expect(await stackNames()).toEqual(['old'])
  })

  test('and an update that is refused leaves its stack as it was', async () => {
    await prepare()
    const stands = async () => [
      (await call('DescribeStacks', { StackName: 'old' })).Stacks[0],
      (await call('DescribeStackEvents', { StackName: 'old' })).StackEvents.length,
    ]
    const before = await stands()
    await refusals(output({ Ref: 'Gone' }), ['UpdateStack', 'CreateChangeSet'])
    expect(await stands()).toEqual(before)
  })

  test('also one that is nested without end', async () => {
    const deep = `{"Resources":{"Queue":{"Type":"AWS::SQS::Queue","Metadata":${'['.repeat(20_000)}${']'.repeat(20_000)}}}}`
    await expect(call('ValidateTemplate', { TemplateBody: deep })).rejects.toThrow('nested deeper than 200 levels')
  })
})

describe('a template is taken', () => {
  const outputs = async (template: object, stack: string) => {
    await call('ValidateTemplate', { TemplateBody: JSON.stringify(template) })
    await cloud.deploy(template, stack)
    return cloud.cloud.output(stack, 'O')
  }

  test('where a condition hides what is not there', async () => {
    const Rare = { ...Queue, Condition: 'Never' }
    const Either = { ...Queue, Condition: 'Never', DependsOn: 'Rare' }
    const either = { 'Fn::If': ['Never', { 'Fn::GetAtt': ['Rare', 'Arn'] }, 'none'] }
    const template = { Conditions: { Never }, Resources: { Queue, Rare, Either }, Outputs: { O: { Value: either } } }
    expect(await outputs(template, 'hidden')).toBe('none')
  })

  test('where only branches that are not taken make a circle', async () => {
    const other = (name: string) => ({
      ...Queue,
      Properties: { QueueName: { 'Fn::If': ['Never', { 'Fn::GetAtt': [name, 'QueueName'] }, `not-${name}`] } },
    })
    const template = { ...output({ 'Fn::GetAtt': ['A', 'QueueName'] }), Conditions: { Never } }
    expect(await outputs({ ...template, Resources: { A: other('B'), B: other('A') } }, 'no-circle')).toBe('not-B')
  })

  test('with pseudo parameters and literals', async () => {
    const text = ['AWS::StackName', 'AWS::Region', 'AWS::Partition', '!AWS::Region']
      .map((name) => `\${${name}}`)
      .join(' ')
    expect(await outputs(output({ 'Fn::Sub': text }), 'pseudo')).toBe('pseudo us-east-1 aws $' + '{AWS::Region}')
  })

  test('and what its metadata names is made first', async () => {
    const First = { ...Queue, Metadata: { after: { Ref: 'Second' } } }
    const template = { Resources: { First, Second: Queue } }
    await cloud.deploy(template, 'ordered')
    const { StackEvents } = await call('DescribeStackEvents', { StackName: 'ordered' })
    const made = StackEvents.flatMap(({ LogicalResourceId, ResourceStatus }: Record<string, string>) =>
      ResourceStatus === 'CREATE_COMPLETE' ? [LogicalResourceId] : [],
    )
    expect(made.reverse()).toEqual(['Second', 'First', 'ordered'])
  })
})

test('attributes of types are those that AWS documents', () => {
  const unknown = cloud.cloud.registry.resourceTypes.flatMap(({ type, attributes = [] }) => {
    if (!type.startsWith('AWS::')) return []
    const documented = documentedAttributes(type)
    return attributes.filter((name) => !documented.includes(name)).map((name) => `${type}.${name}`)
  })
  expect(unknown).toEqual([])
})
