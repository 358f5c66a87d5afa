import { condition, type Fault, Never, named, output, Parameters, Queue } from './parts.ts'

/** What is wrong with conditions and functions, whatever the parameters are. */
export const FUNCTIONS: Fault[] = [
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
    'a condition on an attribute',
    condition({ 'Fn::Equals': [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'x'] }),
    'Cannot reference resources in the Conditions block',
  ],
  [
    'a condition that is a parameter',
    { Parameters, ...condition({ Ref: 'Env' }) },
    'Conditions can only be boolean operations',
  ],
  [
    'a condition on a text',
    condition({ 'Fn::Not': ['yes'] }),
    'every Fn::Not object requires a list of 1 boolean parameters',
  ],
  [
    'Equals of one',
    condition({ 'Fn::Equals': ['a'] }),
    'every Fn::Equals object requires a list of 2 string parameters.',
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
  [
    'a key that no parameter can bring to a mapping',
    { Mappings: { M: { a: { b: 'c' } } }, ...named({ 'Fn::FindInMap': ['M', 'x', 'b'] }) },
    'Unable to get mapping for M::x::b',
  ],
  [
    'an export of an import',
    output('x', { Export: { Name: { 'Fn::ImportValue': 'y' } } }),
    'must not depend on any resources, imported values',
  ],
  [
    'an export with a slash',
    output('x', { Export: { Name: 'a/b' } }),
    'consist only of alphanumeric characters, colons, or hyphens',
  ],
  ['an unknown function', named({ 'Fn::Reverse': 'x' }), 'Fn::Reverse'],
  ['a function beside other members', named({ 'Fn::Join': ['', []], More: 1 }), 'Fn::Join must be the only key'],
  ['Join of one', named({ 'Fn::Join': ['-'] }), 'every Fn::Join object requires two parameters'],
  ['Select of one', named({ 'Fn::Select': [0] }), 'Fn::Select requires a list argument with two elements'],
  ['Split without a delimiter', named({ 'Fn::Split': ['', 'a'] }), 'every Fn::Split object requires two parameters'],
  ['If of two', { Conditions: { Never }, ...named({ 'Fn::If': ['Never', 'a'] }) }, 'Fn::If requires a list argument'],
  ['GetAtt of one', named({ 'Fn::GetAtt': ['Queue'] }), 'every Fn::GetAtt object requires two non-empty parameters'],
  ['Ref of a list', named({ Ref: ['Queue'] }), 'every Ref object must have a single String value'],
]
