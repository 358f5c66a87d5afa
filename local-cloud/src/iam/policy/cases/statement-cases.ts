// Documented behaviour of policy elements and variables: one statement on one request.
import type { ContextKeys } from '../context-lookup.ts'

export interface StatementCase {
  page: string
  says: string
  statement: Record<string, unknown>
  version: string
  request: { action: string; resource: string; keys: ContextKeys }
  allowed: boolean
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/'
const ITEM = { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders', keys: {} }
const TAG = 'aws:PrincipalTag/team'

const on =
  (page: string, version = '2012-10-17') =>
  (
    says: string,
    statement: Record<string, unknown>,
    expected: 'allowed' | 'not allowed',
    request: Partial<StatementCase['request']> = {},
  ): StatementCase => ({
    page: `${GUIDE}${page}`,
    says,
    version,
    statement: { Effect: 'Allow', ...statement },
    request: { ...ITEM, ...request },
    allowed: expected === 'allowed',
  })

const action = on('reference_policies_elements_action.html')
const notAction = on('reference_policies_elements_notaction.html')
const resource = on('reference_policies_elements_resource.html')
const notResource = on('reference_policies_elements_notresource.html')
const variables = on('reference_policies_variables.html')
const oldVersion = on('reference_policies_elements_version.html', '2008-10-17')

const all = { Resource: '*' }
const get = { Action: 'dynamodb:GetItem' }
const key = (value: string, keys: ContextKeys = {}) => ({ keys: { 'dynamodb:LeadingKeys': [value], ...keys } })
const leading = (operator: string, value: string) => ({
  ...get,
  ...all,
  Condition: { [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': value } },
})

export const STATEMENT_CASES: StatementCase[] = [
  action('by name', { ...get, ...all }, 'allowed'),
  action('another one', { Action: 'dynamodb:PutItem', ...all }, 'not allowed'),
  action('without regard to case', { Action: 'DynamoDB:getitem', ...all }, 'allowed'),
  action('with a wildcard', { Action: 'dynamodb:Get*', ...all }, 'allowed'),
  action('with one character', { Action: 'dynamodb:?etItem', ...all }, 'allowed'),
  action('a list', { Action: ['s3:GetObject', 'dynamodb:*'], ...all }, 'allowed'),
  action('of all services', { Action: '*', ...all }, 'allowed'),
  action('of another service', { Action: 'dynamo:*', ...all }, 'not allowed'),
  notAction('everything else', { NotAction: 'iam:*', ...all }, 'allowed'),
  notAction('what it names', { NotAction: ['iam:*', 'dynamodb:GetItem'], ...all }, 'not allowed'),

  resource('by ARN', { ...get, Resource: ITEM.resource }, 'allowed'),
  resource('case matters', { ...get, Resource: ITEM.resource.replace('orders', 'Orders') }, 'not allowed'),
  resource('a prefix is not the whole', { ...get, Resource: ITEM.resource.slice(0, -1) }, 'not allowed'),
  resource('with a wildcard', { ...get, Resource: 'arn:aws:dynamodb:*:*:table/or*' }, 'allowed'),
  resource('a table is not its index', { ...get, Resource: ITEM.resource }, 'not allowed', {
    resource: `${ITEM.resource}/index/byUser`,
  }),
  resource('wildcards do not reach over colons', { ...get, Resource: 'arn:aws:*:table/orders:*:*:*' }, 'not allowed'),
  resource('an incomplete ARN is completed', { ...get, Resource: 'arn:aws:dynamodb' }, 'allowed'),
  resource('an ARN with wildcards is not `*`', { ...get, Resource: 'arn:aws:dynamodb:*:*:*' }, 'not allowed', {
    resource: '*',
  }),
  resource('`*` is', { ...get, ...all }, 'allowed', { resource: '*' }),
  notResource('everything else', { ...get, NotResource: 'arn:aws:s3:::*' }, 'allowed'),
  notResource('what it names', { ...get, NotResource: ['arn:aws:dynamodb:*:*:table/*'] }, 'not allowed'),

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: policy variables look like that
  variables('in a resource', { ...get, Resource: 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}' }, 'allowed', {
    keys: { [TAG]: 'orders' },
  }),
  variables(
    'of another value',
    { ...get, Resource: 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}' },
    'not allowed',
    {
      keys: { [TAG]: 'products' },
    },
  ),
  variables(
    'without a value',
    { ...get, Resource: 'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}' },
    'not allowed',
  ),
  variables(
    'in a condition',
    leading('StringLike', '${aws:PrincipalTag/team}-*'),
    'allowed',
    key('red-1', { [TAG]: 'red' }),
  ),
  variables(
    'a longer name is another',
    leading('StringLike', '${aws:PrincipalTag/team}-*'),
    'not allowed',
    key('redder-1', { [TAG]: 'red' }),
  ),
  variables('missing in a condition', leading('StringLike', '${aws:PrincipalTag/team}-*'), 'not allowed', key('red-1')),
  variables(
    'a wildcard in a value is text',
    leading('StringLike', '${aws:PrincipalTag/team}-*'),
    'not allowed',
    key('red-1', { [TAG]: '*' }),
  ),
  variables('with a default', leading('StringEquals', "${aws:PrincipalTag/team, 'none'}"), 'allowed', key('none')),
  variables(
    'a value wins over the default',
    leading('StringEquals', "${aws:PrincipalTag/team, 'none'}"),
    'not allowed',
    key('none', { [TAG]: 'red' }),
  ),
  variables('a literal star', leading('StringLike', 'a${*}'), 'allowed', key('a*')),
  variables('a literal star is no wildcard', leading('StringLike', 'a${*}'), 'not allowed', key('ab')),
  variables('a literal question mark', leading('StringLike', 'a${?}'), 'not allowed', key('ab')),
  variables('a literal dollar', leading('StringEquals', '${$}{aws:userid}'), 'allowed', key('${aws:userid}')),
  variables(
    'a multivalued key is no variable',
    leading('StringEquals', '${aws:TagKeys}'),
    'not allowed',
    key('a', { 'aws:TagKeys': ['a'] }),
  ),
  variables(
    'names ignore case',
    leading('StringEquals', '${AWS:PRINCIPALTAG/Team}'),
    'allowed',
    key('red', { [TAG]: 'red' }),
  ),
  variables(
    'the user name',
    leading('StringEquals', '${aws:username}'),
    'allowed',
    key('jane', { 'aws:username': 'jane' }),
  ),
  oldVersion(
    'has no variables',
    leading('StringEquals', '${aws:PrincipalTag/team}'),
    'not allowed',
    key('red', { [TAG]: 'red' }),
  ),
  oldVersion(
    'takes them as text',
    leading('StringEquals', '${aws:PrincipalTag/team}'),
    'allowed',
    key('${aws:PrincipalTag/team}'),
  ),
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: policy variables look like that
]
