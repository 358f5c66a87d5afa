// Parts of templates, for tests of the rules.

export type Json = Record<string, unknown>
export const resource = (Type: string, Properties: Json, Metadata?: Json): Json => ({
  Type,
  Properties,
  ...(Metadata && { Metadata }),
})

export const trust = (Action: string | string[], Condition?: Json): Json =>
  resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action, Principal: { AWS: { 'Fn::GetAtt': ['Other', 'Arn'] } }, Condition }],
    },
  })
export const TENANT_TAG = {
  Null: { 'aws:RequestTag/TenantId': 'false' },
  'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId'] },
}
export const Tenant = trust(['sts:AssumeRole', 'sts:TagSession'], TENANT_TAG)
export const Service = trust('sts:AssumeRole')
export const policy = (role: string, statement: Json, Metadata?: Json): Json =>
  resource(
    'AWS::IAM::Policy',
    { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] }, Roles: [{ Ref: role }] },
    Metadata,
  )
export const Entities = resource('AWS::DynamoDB::GlobalTable', {
  KeySchema: [{ AttributeName: 'shardId', KeyType: 'HASH' }],
  Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
})
export const OWN_KEYS = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/TenantId}-*'] },
  Null: { 'dynamodb:LeadingKeys': 'false' },
}
/** Of a silo, whose template has the tenant's id as a parameter. */
export const SILO_KEYS = {
  ...OWN_KEYS,
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [{ 'Fn::Join': ['', [{ Ref: 'TenantId' }, '-*']] }] },
}
export const Audit = {
  ...Entities,
  Properties: { ...(Entities.Properties as Json), KeySchema: [{ AttributeName: 'trail', KeyType: 'HASH' }] },
}
const AUDIT = { 'Fn::GetAtt': ['Audit', 'Arn'] }
// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
export const OWN_TRAIL = 'users#${aws:PrincipalTag/TenantId}'
export const trails = (...keys: string[]): Json => ({
  ...OWN_KEYS,
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
})
export const record = { Action: 'dynamodb:PutItem', Resource: AUDIT, Condition: trails('users#*') }
export const Shared = {
  ...Entities,
  Metadata: { 'Tenantry::ReachedByPlatform': 'What waits is found across tenants.' },
}
const ENTITIES = { 'Fn::GetAtt': ['Entities', 'Arn'] }
export const INDEX = { 'Fn::Join': ['', [ENTITIES, '/index/byName']] }
export const own = { Action: 'dynamodb:GetItem', Resource: ENTITIES, Condition: OWN_KEYS }
export const stage = (more: Json): Json => resource('AWS::ApiGateway::Stage', more)
export const format = (field: string): Json => stage({ AccessLogSetting: { Format: JSON.stringify({ field }) } })

/** A function that records as this statement lets it. */
export const recording = (change: Json): Json => ({
  Audit,
  Service,
  Policy: policy('Service', { ...record, ...change }),
})
export const AUDIT_INDEX = { 'Fn::Join': ['', [AUDIT, '/index/byTime']] }

const MAKES_ROLES = {
  Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
  Resource: 'arn:aws:iam::1:role/silo/*',
  Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::1:policy/boundary' } },
}
const PASSES_ROLE = {
  Action: 'iam:PassRole',
  Resource: { 'Fn::GetAtt': ['Role', 'Arn'] },
  Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
}
const MAKES_STACKS = {
  Action: 'cloudformation:CreateStack',
  Resource: 'arn:aws:cloudformation:us-east-1:1:stack/silo-*',
  Condition: {
    StringLike: { 'cloudformation:TemplateUrl': 'https://releases.s3.us-east-1.amazonaws.com/releases/*' },
    StringEquals: { 'cloudformation:RoleArn': 'arn:aws:iam::1:role/provisioner' },
  },
}

/** What the rule of this name lets pass, and in which templates it finds what. */
export const RIGHTS_BY_PROXY: [passes: Json[], violates: [template: Json, what: string][]] = [
  [
    { Policy: policy('Service', MAKES_ROLES) },
    { Policy: policy('Service', PASSES_ROLE) },
    { Policy: policy('Service', MAKES_STACKS) },
    { Policy: policy('Service', { Effect: 'Deny', Action: 'iam:*', Resource: '*' }) },
  ],
  [
    [{ Policy: policy('Service', { ...MAKES_ROLES, Condition: undefined }) }, 'without demanding one'],
    [{ Policy: policy('Service', { ...MAKES_ROLES, Resource: 'arn:aws:iam::1:role/*' }) }, 'on any path'],
    [{ Policy: policy('Service', { ...PASSES_ROLE, Condition: undefined }) }, 'to any service'],
    [{ Policy: policy('Service', { ...PASSES_ROLE, Resource: '*' }) }, 'any role'],
    [{ Policy: policy('Service', { ...MAKES_STACKS, Condition: undefined }) }, 'of any template'],
    [{ Policy: policy('Service', { Action: 'iam:CreatePolicyVersion', Resource: 'arn:x' }) }, 'takes boundaries'],
    [{ Policy: policy('Service', { ...MAKES_STACKS, Action: undefined, NotAction: 's3:*' }) }, 'without demanding'],
  ],
]
