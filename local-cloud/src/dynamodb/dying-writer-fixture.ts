import { startCloud } from '../cloud.ts'

const index = (IndexName: string) => ({
  IndexName,
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: 'slot', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
})

/** A table whose global index, like its local one, begins with the table's own partition key. */
export const SLOTTED = {
  TableName: 'slotted',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['p', 's', 'slot'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: 'p', KeyType: 'HASH' },
    { AttributeName: 's', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [index('global')],
  LocalSecondaryIndexes: [index('local')],
}

/** Run as a program: writes to a cloud whose global indexes lag an hour behind, and tells of each write, until it is killed. */
if (import.meta.main) {
  const [dataDir = ''] = process.argv.slice(2)
  const root = { accessKeyId: 'AKIA', secretAccessKey: 'secret' }
  const cloud = await startCloud({ dataDir, port: 0, root, indexDelay: 3_600_000 })
  await cloud.call('dynamodb', 'CreateTable', SLOTTED)
  for (let i = 0; ; i++) {
    const Item = { p: { S: 'a' }, s: { S: String(i) }, slot: { S: String(i % 7) } }
    await cloud.call('dynamodb', 'PutItem', { TableName: SLOTTED.TableName, Item })
    await new Promise<void>((written) => process.stdout.write(`${i}\n`, () => written()))
  }
}
