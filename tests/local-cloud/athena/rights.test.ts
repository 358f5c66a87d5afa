import { beforeAll, expect, test } from 'vitest'
import { type ClientOptions, lambdaFunction, useCloud } from '../cloud.ts'
import { askAthena, TEMPLATE } from './athena-cloud.ts'

// A query has exactly the rights of whoever started it.

const cloud = useCloud()
const ACCOUNT = '000000000000'
const glue = (resource: string) => `arn:aws:glue:us-east-1:${ACCOUNT}:${resource}`
const onTable = ['catalog', 'database/costs', 'table/costs/usage'].map(glue)

/** What reading the table takes, by name. */
const RIGHTS = {
  start: {
    Action: ['athena:StartQueryExecution', 'athena:GetQueryExecution'],
    Resource: `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/costs`,
  },
  database: { Action: 'glue:GetDatabase', Resource: ['catalog', 'database/default', 'database/costs'].map(glue) },
  table: { Action: 'glue:GetTable', Resource: onTable },
  list: {
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::files',
    Condition: { StringLike: { 's3:prefix': 'usage/*' } },
  },
  read: { Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/usage/2026/01/05/10/*' },
  locate: { Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::files' },
  write: { Action: 's3:PutObject', Resource: 'arn:aws:s3:::files/results/*' },
}
type Right = keyof typeof RIGHTS

const roleWithout = (missing: Right | null) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: `without-${missing ?? 'nothing'}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'policy',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: Object.entries(RIGHTS).flatMap(([name, right]) =>
            name === missing ? [] : [{ Effect: 'Allow', ...right }],
          ),
        },
      },
    ],
  },
})

const roleName = (missing: Right | null) => `Without${missing ?? 'nothing'}`

/** A function that tells as whom it runs. */
const SOURCE = `exports.handler = async () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
})`
const asRole = (role: string) => lambdaFunction(`as-${role}`, SOURCE, { Role: { 'Fn::GetAtt': [role, 'Arn'] } })

const NAMES = Object.keys(RIGHTS) as Right[]

beforeAll(async () => {
  const made = [null, ...NAMES].flatMap((name) => [
    [roleName(name), roleWithout(name)],
    [`As${roleName(name)}`, asRole(roleName(name))],
  ])
  await cloud.deploy({ Resources: { ...TEMPLATE.Resources, ...Object.fromEntries(made) } })
  const { putLines } = askAthena(cloud)
  await putLines('usage/2026/01/05/10/a.gz', [{ id: 'a' }])
  await putLines('usage/2026/01/05/11/a.gz', [{ id: 'b' }])
})

async function credentials(missing: Right | null): Promise<ClientOptions['credentials']> {
  const invoked = await cloud.cloud.call('lambda', 'Invoke', { FunctionName: `as-${roleName(missing)}`, Payload: '{}' })
  return JSON.parse(Buffer.from(invoked.body ?? invoked.Payload).toString())
}

const ask = async (missing: Right | null) => askAthena(cloud, { credentials: await credentials(missing) })
const HOUR = "SELECT id FROM usage WHERE datehour = '2026/01/05/10'"

test('with all of them the query succeeds, and reads no hour that it may not', async () => {
  const { result, outcome } = await ask(null)
  expect(await result(HOUR)).toBe('"id"\n"a"\n')
  expect(await outcome('SELECT id FROM usage')).toMatchObject({
    state: 'FAILED',
    reason: expect.stringMatching(/Permission denied on S3 path: s3:\/\/files\/usage\/2026\/01\/05\/11\//),
    error: { ErrorCategory: 2, Retryable: false },
  })
})

test.each<[Right, RegExp]>([
  ['database', /not authorized to perform: glue:GetDatabase/],
  ['table', /not authorized to perform: glue:GetTable/],
  ['list', /Permission denied on S3 path: s3:\/\/files\/usage\/.*s3:ListBucket/],
  ['read', /Permission denied on S3 path: s3:\/\/files\/usage\/2026\/01\/05\/10\/a.gz.*s3:GetObject/],
  ['write', /Access denied when writing output to url: s3:\/\/files\/results\//],
])('without the right to %s it fails, and says which is missing', async (missing, reason) => {
  const { outcome } = await ask(missing)
  expect(await outcome(HOUR)).toMatchObject({ state: 'FAILED', reason: expect.stringMatching(reason) })
})

test('without a right to the workgroup or to know where the bucket is, it does not start', async () => {
  await expect((await ask('start')).start(HOUR)).rejects.toThrow(
    'not authorized to perform: athena:StartQueryExecution',
  )
  await expect((await ask('locate')).start(HOUR)).rejects.toThrow('Unable to verify/create output bucket files')
})
