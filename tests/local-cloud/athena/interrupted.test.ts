import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { movableClock } from '@tenantry/local-cloud/core/clock.ts'
import { afterAll, expect, test } from 'vitest'

const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-athena-'))
const root = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const list = Array.from({ length: 1000 }, (_, x) => x).join()
const LONG = `WITH n AS (SELECT x FROM UNNEST(ARRAY[${list}]) AS t(x))
  SELECT sum(a.x * b.x * c.x * d.x) AS s FROM n a CROSS JOIN n b CROSS JOIN n c CROSS JOIN n d`
const request = (QueryString: string) => ({ QueryString, ResultConfiguration: { OutputLocation: 's3://files/' } })
const bucket = {
  StackName: 'files',
  TemplateBody: '{"Resources":{"Files":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":"files"}}}}',
}

test('a query that runs when the cloud stops is over then, and may be run again after the start', async () => {
  const first = await startCloud({ dataDir, port: 0, root })
  await first.call('cloudformation', 'CreateStack', bucket)
  const state = () => first.call('cloudformation', 'DescribeStacks', { StackName: 'files' })
  await expect.poll(async () => (await state()).Stacks[0].StackStatus).toBe('CREATE_COMPLETE')
  const { QueryExecutionId } = await first.call('athena', 'StartQueryExecution', request(LONG))
  await expect
    .poll(
      async () => (await first.call('athena', 'GetQueryExecution', { QueryExecutionId })).QueryExecution.Status.State,
    )
    .toBe('RUNNING')
  await first.close()
  const second = await startCloud({ dataDir, port: 0, root })
  const { QueryExecution } = await second.call('athena', 'GetQueryExecution', { QueryExecutionId })
  expect(QueryExecution.Status).toMatchObject({ State: 'FAILED', AthenaError: { ErrorCategory: 1, Retryable: true } })
  await second.close()
})

test('a query that takes longer than AWS lets it fails', async () => {
  const clock = movableClock()
  const cloud = await startCloud({ dataDir, port: 0, root, clock })
  const { QueryExecutionId } = await cloud.call('athena', 'StartQueryExecution', request(LONG))
  const status = async () =>
    (await cloud.call('athena', 'GetQueryExecution', { QueryExecutionId })).QueryExecution.Status
  await expect.poll(async () => (await status()).State).toBe('RUNNING')
  clock.advance(30 * 60_000)
  await expect.poll(status).toMatchObject({ State: 'FAILED', StateChangeReason: 'Query timeout' })
  await cloud.close()
})
