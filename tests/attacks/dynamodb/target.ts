import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** A table as an attacker sees it: its keys are no secret. */
export interface Target {
  name: string
  arn: string
  partition: string
  sort: string | null
  indexes: { name: string; partition: string; sort: string | null }[]
}

export type Key = Record<string, { S: string }>

export async function targetOf(client: DynamoDBClient, name: string): Promise<Target> {
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: name }))
  const { KeySchema, TableArn = '', LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = Table
  const keys = (schema = KeySchema) => ({
    partition: schema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '',
    sort: schema?.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName ?? null,
  })
  return {
    name,
    arn: TableArn,
    ...keys(),
    indexes: [...LocalSecondaryIndexes, ...GlobalSecondaryIndexes].map(({ IndexName = '', KeySchema }) => ({
      name: IndexName,
      ...keys(KeySchema),
    })),
  }
}

/** What a table is called in every deployment. */
export const kindOf = ({ name }: Target): string => name.replace(/^tenantry-|[0-9A-F]{8}-[A-Z0-9]+$/g, '')

/** A key of a table; no entity has this sort key. */
export const keyIn = ({ partition, sort }: Pick<Target, 'partition' | 'sort'>, value: string): Key => ({
  [partition]: { S: value },
  ...(sort && { [sort]: { S: 'attack' } }),
})

/** A key without its partition key: nothing that IAM could compare with a tenant. */
export const keyWithoutPartition = ({ sort }: Pick<Target, 'sort'>): Key => (sort ? { [sort]: { S: 'attack' } } : {})
