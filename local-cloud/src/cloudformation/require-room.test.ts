import { expect, test } from 'vitest'
import { call, testCloudFormation } from './cloud-fixture.ts'
import { LIMITS } from './limits.ts'

test('an account has 2,000 stacks, change sets in review included, and the last one may still be updated', async () => {
  const { cloud, context, stack } = testCloudFormation()
  const TemplateBody = JSON.stringify({ Resources: { A: { Type: 'Test::Thing' } } })
  const create = (StackName: string) => call(cloud, 'CreateStack', { StackName, TemplateBody })
  context.database.exec(`WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${LIMITS.stacks - 1})
    INSERT INTO cloudformation_stacks (name, id, document) SELECT 's' || n, 'arn:' || n, '{"imports":{},"status":"CREATE_COMPLETE"}' FROM number`)
  await create('last')
  await cloud.idle()
  const refused = { code: 'LimitExceededException', message: 'Limit for stack has been exceeded' }
  await expect(create('more')).rejects.toMatchObject(refused)
  const review = { StackName: 'more', ChangeSetName: 'c', ChangeSetType: 'CREATE', TemplateBody }
  await expect(call(cloud, 'CreateChangeSet', review)).rejects.toMatchObject(refused)
  const Resources = { A: { Type: 'Test::Thing', Properties: { Size: 1 } } }
  await call(cloud, 'UpdateStack', { StackName: 'last', TemplateBody: JSON.stringify({ Resources }) })
  await cloud.idle()
  expect(stack('last').StackStatus).toBe('UPDATE_COMPLETE')
})
