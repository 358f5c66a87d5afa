import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { appPlaneData } from '@tenantry/infra/app-plane/data.ts'
import { controlPlaneData } from '@tenantry/infra/control-plane/data.ts'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { TABLE_NAMES, testDynamo } from './dynamodb.ts'

test('the tables that stores are tested on have the keys and indexes of the deployed ones', async () => {
  const client = await testDynamo(...TABLE_NAMES)
  for (const name of TABLE_NAMES) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
    const { KeySchema, GlobalSecondaryIndexes } = deployed(name)
    expect(Table?.KeySchema, name).toEqual(KeySchema)
    const keys = (indexes: { IndexName?: string; KeySchema?: unknown }[] = []) =>
      indexes.map((index) => [index.IndexName, index.KeySchema]).sort()
    expect(keys(Table?.GlobalSecondaryIndexes), name).toEqual(keys(GlobalSecondaryIndexes))
  }
})

test('a table is open within 50 ms', async () => {
  const times: number[] = []
  for (let n = 0; n < 10; n++) {
    const from = performance.now()
    await testDynamo('tenants')
    times.push(performance.now() - from)
  }
  // A busy machine may take longer now and then.
  expect(times.toSorted((one, other) => one - other)[4]).toBeLessThan(50)
})

const stack = new Stack(new App({ analyticsReporting: false }), 'Data')
controlPlaneData(stack)
appPlaneData(stack, [])
const tables = Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable')

/** The properties of a table as the templates have it: `tenants` is `TenantsTable` there, `outbox` is `Outbox`. */
function deployed(name: string) {
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}Table`
  const found = Object.entries(tables).find(
    ([logicalId]) => logicalId.startsWith(id) || logicalId.startsWith(id.replace(/Table$/, '')),
  )
  if (!found) throw new Error(`There is no table ${id}`)
  return found[1].Properties
}
