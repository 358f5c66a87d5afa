import { expect, test } from 'vitest'
import { parameterValues } from './parameters.ts'
import { parseTemplate } from './template.ts'

function values(Parameters: object, given: Record<string, string> = {}, previous: Record<string, string> = {}) {
  const template = parseTemplate(JSON.stringify({ Parameters, Resources: {} }))
  const ssm = { value: (name: string) => ({ '/version': '21', '/zones': 'a,b' })[name] }
  const result = parameterValues(template.Parameters, { given, previous, ssm })
  return Object.fromEntries(Object.entries(result).map(([name, { value }]) => [name, value]))
}

test('what is given wins over what was deployed before, and that over the default', () => {
  const P = { P: { Type: 'String', Default: 'default' } }
  expect(values(P)).toEqual({ P: 'default' })
  expect(values(P, {}, { P: 'before' })).toEqual({ P: 'before' })
  expect(values(P, { P: 'given' }, { P: 'before' })).toEqual({ P: 'given' })
})

test('numbers, lists and parameter store values have their types', () => {
  const declared = {
    N: { Type: 'Number', Default: 5 },
    L: { Type: 'CommaDelimitedList', Default: 'a, b' },
    M: { Type: 'List<Number>', Default: '1, 2' },
    S: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' },
    T: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/zones' },
    U: { Type: 'AWS::SSM::Parameter::Value<CommaDelimitedList>', Default: '/zones' },
    Name: { Type: 'AWS::SSM::Parameter::Name', Default: '/version' },
  }
  expect(values(declared)).toEqual({
    N: 5,
    L: ['a', 'b'],
    M: [1, 2],
    S: '21',
    T: ['a', 'b'],
    U: ['a', 'b'],
    Name: '/version',
  })
})

test('missing and unknown parameters are named in AWS’s words', () => {
  expect(() => values({ A: { Type: 'String' }, B: { Type: 'String' } })).toThrow('Parameters: [A, B] must have values')
  expect(() => values({}, { C: 'x' })).toThrow('Parameters: [C] do not exist in the template')
})

test.each([
  [{ Type: 'String', AllowedValues: ['a'] }, 'b', "Parameter 'P' must be one of AllowedValues"],
  [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', "Parameter 'P' must match pattern [a-z]+"],
  [
    { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'letters only' },
    '1',
    'Parameter P failed to satisfy constraint: letters only',
  ],
  [{ Type: 'String', MinLength: 3 }, 'a', "Parameter 'P' must contain at least 3 characters"],
  [{ Type: 'Number' }, 'a', "Parameter 'P' must be a number"],
  [{ Type: 'Number', MaxValue: 3 }, '4', "Parameter 'P' must be a number not greater than 3"],
  [{ Type: 'List<Number>' }, '4,x', "Parameter 'P' must be a number"],
  [{ Type: 'String', AllowedPattern: '(?<' }, 'a', 'the regular expression (?< (AllowedPattern of P)'],
  [{ Type: 'String', MaxLength: 1 }, 'ab', "Parameter 'P' must contain at most 1 characters"],
  [{ Type: 'Number', MinValue: 3 }, '2', "Parameter 'P' must be a number not less than 3"],
  [{ Type: 'AWS::EC2::VPC::Id' }, 'vpc-1', 'the parameter type AWS::EC2::VPC::Id (of P)'],
])('%o refuses %s', (P, given, message) => {
  expect(() => values({ P }, { P: given })).toThrow(message)
})
