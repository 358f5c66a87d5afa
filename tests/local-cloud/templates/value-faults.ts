import { condition, type Fault, Never, named, output, Parameters, Queue } from './parts.ts'

/** What is wrong with the parameters that the stack has. */
export const VALUES: Fault[] = [
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
  [
    'an attribute of such a resource',
    {
      Conditions: { Never },
      Resources: {
        Queue: { ...Queue, Properties: { QueueName: { 'Fn::GetAtt': ['Rare', 'QueueName'] } } },
        Rare: { ...Queue, Condition: 'Never' },
      },
    },
    'Unresolved resource dependencies [Rare] in the Resources block',
  ],
  [
    'a circle through the branches that are taken',
    {
      Conditions: { Always: { 'Fn::Not': [Never] } },
      Resources: {
        A: { ...Queue, DependsOn: 'B' },
        B: { ...Queue, Properties: { QueueName: { 'Fn::If': ['Always', { 'Fn::GetAtt': ['A', 'QueueName'] }, 'b'] } } },
      },
    },
    'Circular dependency between resources: [A, B]',
  ],
  [
    'a condition that nothing uses and that fails',
    {
      Parameters,
      Mappings: { M: { a: { b: 'c' } } },
      ...condition({ 'Fn::Equals': [{ 'Fn::FindInMap': ['M', { Ref: 'Env' }, 'b'] }, 'x'] }),
    },
    'Unable to get mapping for M::dev::b',
  ],
  [
    'an attribute that a parameter names',
    { Parameters, ...output({ 'Fn::GetAtt': ['Queue', { Ref: 'Env' }] }) },
    'does not support attribute type dev',
  ],
  [
    'an export name that its parameter spoils',
    { Parameters: { P: { Type: 'String', Default: 'a b' } }, ...output('x', { Export: { Name: { Ref: 'P' } } }) },
    'consist only of alphanumeric characters',
  ],
  [
    'two outputs under one export name',
    {
      Resources: { Queue },
      Outputs: { A: { Value: 'a', Export: { Name: 'n' } }, B: { Value: 'b', Export: { Name: 'n' } } },
    },
    'Two outputs have the export name n',
  ],
  [
    'a parameter without a value',
    { Parameters: { P: { Type: 'String' } }, ...named('q') },
    'Parameters: [P] must have values',
  ],
  [
    'a value that is not allowed',
    { Parameters: { P: { Type: 'String', Default: 'c', AllowedValues: ['a', 'b'] } }, ...named('q') },
    "Parameter 'P' must be one of AllowedValues",
  ],
  [
    'a value that no pattern fits',
    { Parameters: { P: { Type: 'String', Default: 'c', AllowedPattern: '[ab]' } }, ...named('q') },
    "Parameter 'P' must match pattern [ab]",
  ],
  ['an output that is a list', output(['a']), 'must evaluate to a String'],
]
