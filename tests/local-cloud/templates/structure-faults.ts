import { type Fault, Never, named, output, Parameters, Queue } from './parts.ts'

/** What is wrong with sections, references and outputs, whatever the parameters are. */
export const STRUCTURE: Fault[] = [
  ['no section of resources', { Parameters }, 'At least one Resources member must be defined.'],
  ['a resource without a type', { Resources: { Queue: {} } }, 'Every Resources object must contain a Type member.'],
  ['a resource of a type that nobody has', { Resources: { Q: { Type: 'AWS::SQS::Quue' } } }, 'AWS::SQS::Quue'],
  ['nothing', named(null), "'null' values are not allowed in templates"],
  [
    'a function in a parameter',
    { Parameters: { P: { Type: 'String', Default: { Ref: 'AWS::Region' } } }, ...named('q') },
    'Every Default member must be a string',
  ],
  [
    'a function in DependsOn',
    { Resources: { Queue: { ...Queue, DependsOn: { Ref: 'Queue' } } } },
    'DependsOn must be a string or list of strings',
  ],
  [
    'a function in a mapping',
    { Mappings: { M: { a: { b: { Ref: 'AWS::Region' } } } }, ...named('q') },
    'Every Mappings attribute must be a String or a List',
  ],
  ['a mapping of one level', { Mappings: { M: { a: 'b' } }, ...named('q') }, 'Every Mappings member a must be a map'],
  [
    'a parameter without a type',
    { Parameters: { P: {} }, ...named('q') },
    'Every Parameters object must contain a Type member',
  ],
  [
    'a parameter of an unknown type',
    { Parameters: { P: { Type: 'Text', Default: 'a' } }, ...named('q') },
    'the parameter type Text',
  ],
  [
    'a pattern that is none',
    { Parameters: { P: { Type: 'String', AllowedPattern: '(', Default: 'a' } }, ...named('q') },
    'the regular expression (',
  ],
  [
    'a name that is taken',
    { Parameters: { Queue: Parameters.Env }, Resources: { Queue } },
    'names both a parameter and a resource',
  ],
  [
    'an output of an odd name',
    { Resources: { Queue }, Outputs: { 'a-b': { Value: 'x' } } },
    'Output name a-b is non alphanumeric',
  ],
  ['no resources', { Resources: {} }, 'At least one Resources member must be defined.'],
  ['Ref to nothing', named({ Ref: 'Gone' }), 'Unresolved resource dependencies [Gone] in the Resources block'],
  ['an unknown pseudo parameter', named({ Ref: 'AWS::Regio' }), 'Unresolved resource dependencies [AWS::Regio]'],
  ['Sub of nothing', named({ 'Fn::Sub': '$' + '{Gone}-x' }), 'Unresolved resource dependencies [Gone]'],
  ['Sub of no name', named({ 'Fn::Sub': '$' + '{}' }), 'variable names in Fn::Sub syntax must contain only'],
  ['Sub without variables in a list', named({ 'Fn::Sub': ['a'] }), "don't specify expected arguments"],
  [
    'Ref to nothing in metadata',
    { Resources: { Queue: { ...Queue, Metadata: { a: { Ref: 'Gone' } } } } },
    'Unresolved resource dependencies [Gone]',
  ],
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
  ['the same in Sub', output({ 'Fn::Sub': '$' + '{Queue.Colour}' }), 'does not support attribute type Colour'],
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
]
