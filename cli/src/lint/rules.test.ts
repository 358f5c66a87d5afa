import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../root.ts'
import { violations } from './lint.ts'
import {
  AUDIT_INDEX,
  Audit,
  Entities,
  format,
  INDEX,
  type Json,
  OWN_KEYS,
  OWN_TRAIL,
  own,
  policy,
  RIGHTS_BY_PROXY,
  record,
  recording,
  resource,
  Service,
  Shared,
  SILO_KEYS,
  stage,
  TENANT_TAG,
  Tenant,
  trails,
  trust,
} from './lint-fixture.ts'
import { RULES } from './rules.ts'
import { parseTemplate } from './template.ts'

/** Rule, what is said of it, and templates: those that it lets pass, and those in which it finds something, with what it finds. */
const CASES: [rule: string, passes: Json[], violates: [template: Json, what: string][]][] = [
  [
    'audit-append-only',
    [
      recording({}),
      recording({ Action: ['dynamodb:Query'], Condition: undefined }),
      { Audit, Tenant, Policy: policy('Tenant', { ...record, Condition: trails(OWN_TRAIL) }) },
    ],
    [
      ...[trails('*'), trails('a#*', 'b#*'), { ...trails('a#*'), Null: {} }, undefined].map(
        (Condition): [Json, string] => [recording({ Condition }), 'not in the name of one function of Audit'],
      ),
      ...['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'Delete*'].map((action): [Json, string] => [
        recording({ Action: `dynamodb:${action}` }),
        'may change or delete records of Audit',
      ]),
      [recording({ Action: ['dynamodb:PutItem', 'dynamodb:Query'] }), 'finds records that it could write over'],
      [
        { ...recording({}), Reads: policy('Service', { Action: 'dynamodb:Query', Resource: AUDIT_INDEX }) },
        'finds records that it could write over',
      ],
    ],
  ],
  [
    'client-writable-attribute',
    [{ Client: resource('AWS::Cognito::UserPoolClient', { WriteAttributes: ['locale'] }) }],
    [
      [{ Client: resource('AWS::Cognito::UserPoolClient', {}) }, 'lists no WriteAttributes'],
      [
        { Client: resource('AWS::Cognito::UserPoolClient', { WriteAttributes: ['custom:tenantId'] }) },
        'custom:tenantId',
      ],
    ],
  ],
  [
    'data-trace',
    [{ Stage: stage({ MethodSettings: [{ DataTraceEnabled: false }] }) }, { Stage: stage({}) }],
    [
      [{ Stage: stage({ MethodSettings: [{ DataTraceEnabled: true }] }) }, 'data trace'],
      [
        { Stage: resource('AWS::ApiGateway::Deployment', { StageDescription: { DataTraceEnabled: true } }) },
        'data trace',
      ],
      [
        { Stage: resource('AWS::ApiGatewayV2::Stage', { DefaultRouteSettings: { DataTraceEnabled: true } }) },
        'data trace',
      ],
    ],
  ],
  [
    'for-all-values-without-null',
    [{ Entities, Tenant, Policy: policy('Tenant', own) }],
    [
      [
        { Tenant, Policy: policy('Tenant', { ...own, Condition: { ...OWN_KEYS, Null: undefined } }) },
        'ForAllValues on dynamodb:leadingkeys',
      ],
      [{ Role: trust('sts:AssumeRole', { ...TENANT_TAG, Null: {} }) }, 'ForAllValues on aws:tagkeys'],
    ],
  ],
  [
    'full-event-logging',
    [
      { Stage: format('$context.requestId') },
      { Stage: format('$context.authorizer.tenantId $context.identity.sourceIp') },
    ],
    [
      [{ Stage: format('$context.authorizer.credentials') }, '$context.authorizer.credentials'],
      [{ Stage: format('$context.identity.apiKey') }, '$context.identity.apiKey'],
      [{ Stage: format("$input.json('$')") }, '$input.json'],
      [{ Stage: format('$context') }, 'logs $context in'],
      [
        {
          Machine: resource('AWS::StepFunctions::StateMachine', {
            LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: true },
          }),
        },
        'input and output of every state',
      ],
    ],
  ],
  [
    'log-group-retention',
    [
      {
        Group: resource('AWS::Logs::LogGroup', { RetentionInDays: 30 }),
        Function: resource('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: 'Group' } } }),
      },
    ],
    [
      [{ Group: resource('AWS::Logs::LogGroup', {}) }, 'for ever'],
      [{ Function: resource('AWS::Lambda::Function', {}) }, 'a group that Lambda makes'],
    ],
  ],
  ['rights-by-proxy', ...RIGHTS_BY_PROXY],
  [
    'session-tag-trust',
    [{ Tenant }, { Service }],
    [
      [{ Role: trust(['sts:AssumeRole', 'sts:TagSession']) }, 'with any tag'],
      [{ Role: trust(['sts:AssumeRole', 'sts:TagSession'], { ...TENANT_TAG, Null: {} }) }, 'without the tag TenantId'],
      [{ Role: trust('sts:*') }, 'with any tag'],
      [
        {
          Role: trust(['sts:AssumeRole', 'sts:TagSession'], {
            ...TENANT_TAG,
            StringEquals: { 'sts:RoleSessionName': '$' + '{aws:RequestTag/TenantId}' },
          }),
        },
        'which only sts:AssumeRole carries',
      ],
    ],
  ],
  [
    'table-protection',
    [{ Entities }],
    [
      [{ Table: resource('AWS::DynamoDB::Table', {}) }, 'point-in-time'],
      [
        {
          Table: resource('AWS::DynamoDB::GlobalTable', {
            ...(Entities.Properties as Json),
            Replicas: [{}, ...((Entities.Properties as Json).Replicas as Json[])],
          }),
        },
        'point-in-time',
      ],
    ],
  ],
  [
    'tenant-scan-or-partiql',
    [
      { Entities, Tenant, Policy: policy('Tenant', own) },
      { Service, Policy: policy('Service', { Action: 'dynamodb:Scan', Resource: { 'Fn::GetAtt': ['Other', 'Arn'] } }) },
    ],
    [
      [
        { Tenant, Policy: policy('Tenant', { ...own, Action: ['dynamodb:GetItem', 'dynamodb:Scan'] }) },
        'dynamodb:Scan',
      ],
      [{ Tenant, Policy: policy('Tenant', { ...own, Action: 'dynamodb:PartiQL*' }) }, 'dynamodb:PartiQLSelect'],
      [{ Service, Policy: policy('Service', { ...own, Action: 'dynamodb:*' }) }, 'dynamodb:Scan'],
      [{ Tenant, Policy: policy('Tenant', { ...own, Action: undefined, NotAction: 'iam:*' }) }, 'dynamodb:Scan'],
    ],
  ],
  [
    'tenant-table-reach',
    [
      { Entities, Tenant, Policy: policy('Tenant', own) },
      { Entities, Service, Policy: policy('Service', { ...own, Condition: SILO_KEYS }) },
      { Entities, Service, Policy: policy('Service', { Action: 'dynamodb:GetItem', Resource: { Ref: 'OtherTable' } }) },
      { Entities: Shared, Service, Policy: policy('Service', { Action: 'dynamodb:Query', Resource: INDEX }) },
    ],
    [
      [{ Entities: Shared, Service, Policy: policy('Service', { ...own, Condition: undefined }) }, 'table Entities'],
      [
        { Entities: Shared, Service, Policy: policy('Service', { Action: 'dynamodb:*', Resource: INDEX }) },
        'table Entities',
      ],
      [{ Entities, Service, Policy: policy('Service', { ...own, Condition: undefined }) }, 'table Entities'],
      [{ Entities: Shared, Tenant, Policy: policy('Tenant', { ...own, Condition: undefined }) }, 'table Entities'],
      [{ Entities, Service, Policy: policy('Service', own) }, 'table Entities'],
      [
        { Entities, Service, Policy: policy('Service', { ...own, Condition: { ...SILO_KEYS, Null: {} } }) },
        'table Entities',
      ],
      [{ Entities, Tenant, Policy: policy('Tenant', { ...own, Condition: undefined }) }, 'table Entities'],
      [
        { Entities, Tenant, Policy: policy('Tenant', { ...own, Condition: { ...OWN_KEYS, Null: {} } }) },
        'table Entities',
      ],
      [
        {
          Entities,
          Tenant,
          Policy: policy('Tenant', {
            ...own,
            Condition: { ...OWN_KEYS, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*'] } },
          }),
        },
        'table Entities',
      ],
      [{ Entities, Service, Policy: policy('Service', { Action: 'dynamodb:Query', Resource: '*' }) }, 'table Entities'],
      [
        {
          Entities,
          Service,
          Policy: policy('Service', { Action: 'dynamodb:Query', Resource: INDEX }),
        },
        'table Entities',
      ],
    ],
  ],
  [
    'wildcard-without-reason',
    [
      {
        Service,
        Policy: policy('Service', { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }),
      },
      {
        Policy: policy('Service', {
          Action: 'lambda:InvokeFunction',
          Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['F', 'Arn'] }, ':*']] },
        }),
      },
      {
        Policy: policy(
          'Service',
          { Sid: 'List', Action: 'states:SendTaskSuccess', Resource: '*' },
          { 'Tenantry::WildcardReasons': { List: 'No resource types.' } },
        ),
      },
      { Policy: policy('Service', { Effect: 'Deny', Action: '*', Resource: '*' }) },
    ],
    [
      [{ Policy: policy('Service', { Action: 's3:*', Resource: { Ref: 'Bucket' } }) }, 'allows s3:*'],
      [{ Policy: policy('Service', { Action: 's3:GetObject', Resource: '*' }) }, 'allows *'],
      [{ Policy: policy('Service', { Action: 's3:GetObject', Resource: { 'Fn::Sub': 'arn:aws:s3:::b/*' } }) }, 'b/*'],
      [{ Policy: policy('Service', { NotAction: 'iam:CreateUser', Resource: { Ref: 'X' } }) }, 'everything but'],
      [
        {
          Policy: policy(
            'Service',
            { Sid: 'Other', Action: 's3:GetObject', Resource: '*' },
            { 'Tenantry::WildcardReasons': { List: 'No resource types.' } },
          ),
        },
        'allows *',
      ],
    ],
  ],
]

const found = (rule: string, Resources: Json) =>
  violations(parseTemplate('Stack', JSON.parse(JSON.stringify({ Resources })))).filter((it) => it.rule === rule)

test.each(CASES.flatMap(([rule, passes]) => passes.map((template) => [rule, template] as const)))(
  '%s lets pass what follows it: %#',
  (rule, template) => {
    expect(found(rule, template)).toEqual([])
  },
)

test.each(CASES.flatMap(([rule, , violates]) => violates.map(([template, what]) => [rule, what, template] as const)))(
  '%s finds: %s (%#)',
  (rule, what, template) => {
    const [violation] = found(rule, template)
    expect(violation).toMatchObject({
      stack: 'Stack',
      page: `docs/rules/${rule}.md`,
      what: expect.stringContaining(what),
    })
  },
)

test('every rule has a file and a page of its name, and templates that follow and violate it', () => {
  const ids = RULES.map(({ id }) => id)
  expect(readdirSync(join(ROOT, 'cli/src/lint/rules')).sort()).toEqual(ids.map((id) => `${id}.ts`))
  expect(CASES.map(([rule]) => rule)).toEqual(ids)
  for (const id of ids) {
    const page = join(ROOT, 'docs/rules', `${id}.md`)
    expect(existsSync(page), page).toBe(true)
    for (const part of ['**What.**', '**Why.**', '**How to fix.**']) expect(readFileSync(page, 'utf8')).toContain(part)
  }
})
