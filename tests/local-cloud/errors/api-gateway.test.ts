import * as sdk from '@aws-sdk/client-api-gateway'
import { beforeAll } from 'vitest'
import { useCloud } from '../cloud.ts'
import { type ErrorCase, testErrors } from './error-table.ts'

const cloud = useCloud()
const client = () => new sdk.APIGatewayClient(cloud.options())
const made = { plan: '', other: '', metered: '', key: '', free: '', api: '' }

beforeAll(async () => {
  await cloud.deploy({
    Resources: {
      Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
      Method: {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
          HttpMethod: 'GET',
          AuthorizationType: 'NONE',
          Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode":200}' } },
        },
      },
      Deployment: {
        Type: 'AWS::ApiGateway::Deployment',
        DependsOn: 'Method',
        Properties: { RestApiId: { Ref: 'Api' } },
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1' },
      },
    },
    Outputs: { Api: { Value: { Ref: 'Api' } } },
  })
  made.api = cloud.cloud.output('test', 'Api')
  const apiStages = [{ apiId: made.api, stage: 'v1' }]
  const plan = async (input: object) =>
    (await client().send(new sdk.CreateUsagePlanCommand({ name: 'plan', ...input }))).id ?? ''
  made.plan = await plan({ apiStages })
  made.other = await plan({ apiStages })
  made.metered = await plan({ quota: { limit: 10, period: 'DAY' } })
  made.key = (await client().send(new sdk.CreateApiKeyCommand({ value: 'x'.repeat(20) }))).id ?? ''
  made.free = (await client().send(new sdk.CreateApiKeyCommand({}))).id ?? ''
  await client().send(
    new sdk.CreateUsagePlanKeyCommand({ usagePlanId: made.plan, keyId: made.key, keyType: 'API_KEY' }),
  )
})

const NO_KEY = 'Invalid API Key identifier specified'
const NO_PLAN = 'Invalid Usage Plan ID specified'
const noPlan = { usagePlanId: 'gone00' }
const badPatch = { patchOperations: [{ op: 'replace', path: '/nothing', value: 'x' }] as const }
const badPage = { limit: 0 }
const days = { startDate: '2026-01-01', endDate: '2026-01-02' }

const notFound: ErrorCase[] = (
  [
    ['GetApiKey', { apiKey: 'gone' }, NO_KEY],
    ['DeleteApiKey', { apiKey: 'gone' }, NO_KEY],
    ['UpdateUsagePlan', noPlan, NO_PLAN],
    ['CreateUsagePlan', { name: 'plan', apiStages: [{ apiId: 'gone', stage: 'v1' }] }, 'API Stage not found: gone:v1'],
    ['CreateUsagePlanKey', { ...noPlan, keyId: 'gone', keyType: 'API_KEY' }, NO_PLAN],
    ['DeleteUsagePlanKey', { ...noPlan, keyId: 'gone' }, NO_PLAN],
    ['GetUsagePlans', { keyId: 'gone' }, NO_KEY],
    ['DeleteUsagePlan', noPlan, NO_PLAN],
    ['GetUsagePlanKeys', noPlan, NO_PLAN],
    ['GetUsage', { ...noPlan, ...days }, NO_PLAN],
    ['UpdateUsage', { ...noPlan, keyId: 'gone' }, NO_PLAN],
  ] as const
).map(([operation, input, message]) => [operation, 'NotFoundException', input, message])

const badRequest: ErrorCase[] = [
  ['CreateApiKey', { value: 'short' }, 'API Key value should be at least 20 characters'],
  ['GetApiKeys', badPage],
  [
    'CreateUsagePlan',
    { name: 'p', quota: { limit: 1, offset: 1, period: 'DAY' } },
    'quota offset must be zero in the DAY period',
  ],
  ['GetUsagePlans', badPage],
  ['UpdateUsagePlan', () => ({ usagePlanId: made.plan, ...badPatch })],
  ['DeleteUsagePlan', () => ({ usagePlanId: made.plan }), 'because there are API Stages associated with it'],
  ['GetUsagePlanKeys', () => ({ usagePlanId: made.plan, ...badPage })],
  ['GetUsage', () => ({ usagePlanId: made.plan, ...days, endDate: 'today' }), 'YYYY-MM-DD'],
  ['UpdateUsage', () => ({ usagePlanId: made.plan, keyId: made.key, ...badPatch }), 'has no quota'],
  [
    'CreateUsagePlanKey',
    () => ({ usagePlanId: made.plan, keyId: made.key, keyType: 'NAME' }),
    'Invalid Key type specified',
  ],
].map(([operation, input, message]) => [operation, 'BadRequestException', input, message] as ErrorCase)

testErrors({
  cloud,
  service: 'apigateway',
  sdkPackage: '@aws-sdk/client-api-gateway',
  sdk,
  client,
  cases: [
    ...notFound,
    ...badRequest,
    ['CreateApiKey', 'ConflictException', { value: 'x'.repeat(20) }, 'API Key already exists'],
    [
      'CreateUsagePlanKey',
      'ConflictException',
      () => ({ usagePlanId: made.plan, keyId: made.key, keyType: 'API_KEY' }),
      /^API Key \w+ is already associated with Usage Plan \w+$/,
    ],
    [
      'CreateUsagePlanKey',
      'ConflictException',
      () => ({ usagePlanId: made.other, keyId: made.key, keyType: 'API_KEY' }),
      'cannot reference multiple Usage Plans with the same API stage',
    ],
    [
      'UpdateUsagePlan',
      'ConflictException',
      () => ({
        usagePlanId: made.plan,
        patchOperations: [{ op: 'add', path: '/apiStages', value: `${made.api}:v1` }],
      }),
    ],
    [
      'CreateUsagePlanKey',
      'NotFoundException',
      () => ({ usagePlanId: made.plan, keyId: 'gone', keyType: 'API_KEY' }),
      NO_KEY,
    ],
    [
      'CreateUsagePlanKey',
      'LimitExceededException',
      async () => {
        for (let i = 0; i < 10; i++) {
          const { id } = await client().send(new sdk.CreateUsagePlanCommand({ name: `of-many-${i}` }))
          await client().send(
            new sdk.CreateUsagePlanKeyCommand({ usagePlanId: id, keyId: made.free, keyType: 'API_KEY' }),
          )
        }
        return { usagePlanId: made.metered, keyId: made.free, keyType: 'API_KEY' }
      },
      'Maximum number of usage plans of API Key',
    ],
    [
      'CreateUsagePlan',
      'LimitExceededException',
      async () => {
        const { items = [] } = await client().send(new sdk.GetUsagePlansCommand({ limit: 500 }))
        for (let i = items.length; i < 300; i++) await client().send(new sdk.CreateUsagePlanCommand({ name: 'filler' }))
        return { name: 'one-too-many' }
      },
      'Maximum number of usage plans has been reached',
    ],
  ],
  never: [
    ['UnauthorizedException', 'all', 'IAM refuses before with AccessDeniedException, as AWS does'],
    ['TooManyRequestsException', 'all', "met at AWS's pace only: local-cloud/src/apigateway/paced.test.ts"],
    [
      'LimitExceededException',
      ['CreateApiKey'],
      'met with the 10,001st key: local-cloud/src/apigateway/limits.test.ts',
    ],
    ['LimitExceededException', ['UpdateUsagePlan', 'UpdateUsage'], 'they make nothing new'],
    [
      'ConflictException',
      ['DeleteApiKey', 'DeleteUsagePlanKey', 'CreateUsagePlan', 'DeleteUsagePlan', 'UpdateUsage'],
      'operations run one after the other',
    ],
    [
      'BadRequestException',
      ['GetApiKey', 'DeleteApiKey', 'DeleteUsagePlanKey'],
      'they take identifiers only, and an unknown one is not found',
    ],
    ['NotFoundException', ['CreateApiKey', 'GetApiKeys'], 'they refer to nothing'],
  ],
})
