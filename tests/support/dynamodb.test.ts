import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { appPlaneData } from '@tenantry/infra/app-plane/data.ts'
import { controlPlaneData } from '@tenantry/infra/control-plane/data.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { TABLE_NAMES, testDynamo } from './dynamodb.ts'
import { createEntityTable } from './entity-table.ts'

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

test('the tables of entities that lists are tested on have the keys, indexes and projections of the deployed ones', async () => {
  const client = await testDynamo()
  await createEntityTable(client, 'products')
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'products' }))
  const { KeySchema, GlobalSecondaryIndexes } = deployed('products')
  expect(Table?.KeySchema).toEqual(KeySchema)
  expect(Table?.GlobalSecondaryIndexes).toMatchObject(GlobalSecondaryIndexes ?? [])
})

const app = new App({ analyticsReporting: false })
const planes = { control: new Stack(app, 'Control'), app: new Stack(app, 'App') }
controlPlaneData(planes.control)
// The table of addresses is made where there are people.
void appPlaneData(planes.app, SERVICES).addresses
interface TableProperties {
  KeySchema: unknown
  AttributeDefinitions: unknown
  GlobalSecondaryIndexes?: { IndexName: string; KeySchema: unknown; Projection: unknown }[]
}

const CONTROL_PLANE = 'controlPlane'

/** The properties of a table as the templates have it: `tenants` is `TenantsTable` there, `outbox` is `Outbox`; of the control plane if it says so. */
function deployed(name: string): TableProperties {
  const isNamedSo = name.startsWith(CONTROL_PLANE)
  // The app plane's has the same keys and no index, for nobody reads it.
  const ofControlPlane = isNamedSo || name === 'audit'
  const ownName = isNamedSo ? name.slice(CONTROL_PLANE.length) : name
  const id = `${ownName.charAt(0).toUpperCase()}${ownName.slice(1)}`
  const stacks = ofControlPlane ? [planes.control] : [planes.app, planes.control]
  const found = stacks
    .flatMap((stack) => Object.entries(Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable')))
    .find(([logicalId]) => logicalId.startsWith(id))
  if (!found) throw new Error(`There is no table ${id}`)
  return found[1].Properties as TableProperties
}
