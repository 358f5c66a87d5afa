import { describe, expect, test } from 'vitest'
import { documentedAttributes } from '../architecture/support-table/cdk-properties.ts'
import { useCloud } from './cloud.ts'

// Templates are judged before anything is created, in the same words by every operation that takes one.

const cloud = useCloud()
const call = (operation: string, input: object) => cloud.cloud.call('cloudformation', operation, input)

const Queue = { Type: 'AWS::SQS::Queue' }
const named = (QueueName: unknown) => ({ Resources: { Queue: { ...Queue, Properties: { QueueName } } } })
const output = (Value: unknown, more: object = {}) => ({ Resources: { Queue }, Outputs: { O: { Value, ...more } } })
const condition = (C: unknown, more: object = {}) => ({ Conditions: { C, ...more }, Resources: { Queue } })
const Never = { 'Fn::Equals': ['a', 'b'] }
const Parameters = { Env: { Type: 'String', Default: 'dev' } }

/** Of every kind, what is wrong whatever the parameters are. */
const STATIC: [string, object, string][] = [
  ['no resources', { Resources: {} }, 'At least one Resources member must be defined.'],
  ['Ref to nothing', named({ Ref: 'Gone' }), 'Unresolved resource dependencies [Gone] in the Resources block'],
  ['an unknown pseudo parameter', named({ Ref: 'AWS::Regio' }), 'Unresolved resource dependencies [AWS::Regio]'],
  ['Sub of nothing', named({ 'Fn::Sub': '${Gone}-x' }), 'Unresolved resource dependencies [Gone]'],
  ['GetAtt of nothing', named({ 'Fn::GetAtt': ['Gone', 'Arn'] }), 'Fn::GetAtt references undefined resource Gone'],
  [
    'GetAtt of a parameter',
    { Parameters, ...named({ 'Fn::GetAtt': ['Env', 'Arn'] }) },
    'Fn::GetAtt references undefined resource Env',
  ],
  [
    'DependsOn of nothing',
    { Resources: { Queue: { ...Queue, DependsOn: 'Gone' } } },
    'Unresolved resource dependencies [Gone] in the Resources block',
  ],
  [
    'a circle',
    { Resources: { A: { ...Queue, DependsOn: 'B' }, B: { ...Queue, DependsOn: 'A' } } },
    'Circular dependency between resources',
  ],
  [
    'names in a branch that is not taken',
    { Conditions: { Never }, ...named({ 'Fn::If': ['Never', { Ref: 'Gone' }, 'q'] }) },
    'Unresolved resource dependencies [Gone]',
  ],
  ['an output of nothing', output({ Ref: 'Gone' }), 'Unresolved resource dependencies [Gone] in the Outputs block'],
  [
    'an attribute that the type does not have',
    output({ 'Fn::GetAtt': ['Queue', 'Colour'] }),
    'resource Queue (AWS::SQS::Queue) does not support attribute type Colour in Fn::GetAtt',
  ],
  ['the same in Sub', output({ 'Fn::Sub': '${Queue.Colour}' }), 'does not support attribute type Colour'],
  ['an output without a value', output(undefined), 'Every Outputs member must contain a Value object'],
  ['an export without a name', output('x', { Export: {} }), 'The Name field of every Export member'],
  [
    'an export named by a resource',
    output('x', { Export: { Name: { Ref: 'Queue' } } }),
    'The Name field of every Export member must not depend',
  ],
  [
    'an import named by a resource',
    output({ 'Fn::ImportValue': { Ref: 'Queue' } }),
    'the attribute in Fn::ImportValue must not depend',
  ],
  [
    'a resource of an unknown condition',
    { Resources: { Queue: { ...Queue, Condition: 'Gone' } } },
    'Unresolved condition dependency Gone in the Resources block',
  ],
  [
    'an output of an unknown condition',
    output('x', { Condition: 'Gone' }),
    'Unresolved condition dependency Gone in the Outputs block',
  ],
  [
    'If of an unknown condition',
    named({ 'Fn::If': ['Gone', 'a', 'b'] }),
    'unresolved condition dependency Gone in Fn::If',
  ],
  [
    'a condition on an unknown one',
    condition({ 'Fn::Not': [{ Condition: 'Gone' }] }),
    'unresolved condition dependency Gone in Condition',
  ],
  [
    'a condition on a resource',
    condition({ 'Fn::Equals': [{ Ref: 'Queue' }, 'x'] }),
    'Unresolved dependencies [Queue]. Cannot reference resources in the Conditions block',
  ],
  [
    'conditions in a circle',
    condition({ Condition: 'D' }, { D: { Condition: 'C' } }),
    'Circular dependency between conditions',
  ],
  ['a condition that is none', condition('yes'), 'Conditions can only be boolean operations'],
  ['a condition of too few', condition({ 'Fn::And': [Never] }), 'at least 2 and at most 10'],
  [
    'an import in a condition',
    condition({ 'Fn::Equals': [{ 'Fn::ImportValue': 'x' }, 'a'] }),
    'Cannot use Fn::ImportValue',
  ],
  ['an unknown mapping', named({ 'Fn::FindInMap': ['Gone', 'a', 'b'] }), "Mapping named 'Gone' is not present"],
  ['an unknown function', named({ 'Fn::Reverse': 'x' }), 'the intrinsic function Fn::Reverse'],
  ['a function beside other members', named({ 'Fn::Join': ['', []], More: 1 }), 'Fn::Join must be the only key'],
  ['Join of one', named({ 'Fn::Join': ['-'] }), 'every Fn::Join object requires two parameters'],
  ['Select of one', named({ 'Fn::Select': [0] }), 'Fn::Select requires a list argument with two elements'],
  ['Split without a delimiter', named({ 'Fn::Split': ['', 'a'] }), 'every Fn::Split object requires two parameters'],
  ['If of two', { Conditions: { Never }, ...named({ 'Fn::If': ['Never', 'a'] }) }, 'Fn::If requires a list argument'],
  ['GetAtt of one', named({ 'Fn::GetAtt': ['Queue'] }), 'every Fn::GetAtt object requires two non-empty parameters'],
  ['Ref of a list', named({ Ref: ['Queue'] }), 'every Ref object must have a single String value'],
]

/** What is wrong with the parameters that the stack has. */
const WITH_VALUES: [string, object, string][] = [
  [
    'Select beyond the end',
    named({ 'Fn::Select': [5, ['a', 'b']] }),
    'Fn::Select cannot select nonexistent value at index 5',
  ],
  [
    'a key that a mapping does not have',
    {
      Parameters,
      Mappings: { Rates: { prod: { a: 1 } } },
      ...named({ 'Fn::FindInMap': ['Rates', { Ref: 'Env' }, 'a'] }),
    },
    'Unable to get mapping for Rates::dev::a',
  ],
  [
    'the same in a condition',
    {
      Parameters,
      Mappings: { Rates: { prod: { a: 1 } } },
      ...condition({ 'Fn::Equals': [{ 'Fn::FindInMap': ['Rates', { Ref: 'Env' }, 'a'] }, 'x'] }),
      Outputs: { O: { Value: 'x', Condition: 'C' } },
    },
    'Unable to get mapping for Rates::dev::a',
  ],
  [
    'Ref to a resource that its condition leaves out',
    {
      Conditions: { Never },
      Resources: { Queue, Rare: { ...Queue, Condition: 'Never' } },
      Outputs: { O: { Value: { Ref: 'Rare' } } },
    },
    'Unresolved resource dependencies [Rare] in the Outputs block',
  ],
  [
    'DependsOn of such a resource',
    {
      Conditions: { Never },
      Resources: { Queue: { ...Queue, DependsOn: 'Rare' }, Rare: { ...Queue, Condition: 'Never' } },
    },
    'Unresolved resource dependencies [Rare] in the Resources block',
  ],
  ['an output that is a list', output(['a']), 'must evaluate to a String'],
]

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
    for (const [name, template, message] of STATIC) {
      const said = await refusals(template, ['CreateStack', 'CreateChangeSet', 'UpdateStack', 'ValidateTemplate'])
      expect([name, ...said]).toEqual([name, ...said.map(() => expect.stringContaining(message))])
      await expect(cloud.deploy(template, 'new'), name).rejects.toThrow(message)
    }
    expect(await stackNames()).toEqual(['old'])
  })

  test('with its parameters', async () => {
    await prepare()
    for (const [name, template, message] of WITH_VALUES) {
      const said = await refusals(template, ['CreateStack', 'CreateChangeSet', 'UpdateStack'])
      expect([name, ...said]).toEqual([name, ...said.map(() => expect.stringContaining(message))])
      expect(await refusals(template, ['ValidateTemplate'])).toEqual(['ValidateTemplate took it'])
      await expect(cloud.deploy(template, 'new'), name).rejects.toThrow(message)
    }
    expect(await stackNames()).toEqual(['old'])
  })

  test('and taken where a condition hides what is not there', async () => {
    const Rare = { ...Queue, Condition: 'Never' }
    const either = { 'Fn::If': ['Never', { 'Fn::GetAtt': ['Rare', 'Arn'] }, 'none'] }
    const template = { Conditions: { Never }, Resources: { Queue, Rare }, Outputs: { O: { Value: either } } }
    await cloud.deploy(template, 'taken')
    expect(cloud.cloud.output('taken', 'O')).toBe('none')
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
