const TableName = 'things'
const Key = { p: { S: 'x' } }
const capacity = { ReturnConsumedCapacity: 'TOTAL' }
const written = { ...capacity, ReturnItemCollectionMetrics: 'NONE' }
const condition = {
  ConditionExpression: '#a = :a',
  ExpressionAttributeNames: { '#a': 'a' },
  ExpressionAttributeValues: { ':a': { S: 'x' } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
}
const conditional = { TableName, ...written, ...condition, ReturnValues: 'ALL_OLD' }
const projected = { ProjectionExpression: '#a', ExpressionAttributeNames: { '#a': 'a' } }
const page = {
  TableName,
  IndexName: 'byGroup',
  Limit: 1,
  Select: 'SPECIFIC_ATTRIBUTES',
  ConsistentRead: false,
  FilterExpression: '#a = :a',
  ProjectionExpression: '#a',
  ExpressionAttributeNames: { '#a': 'a' },
  ExclusiveStartKey: { p: { S: 'x' }, g: { S: 'x' } },
  ...capacity,
}
const throughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' })
const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' })
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' })
const index = { IndexName: 'byGroup', Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] } }

export const DYNAMODB: Record<string, object[]> = {
  'dynamodb:GetItem': [{ TableName, Key, ConsistentRead: true, ...projected, ...capacity }],
  'dynamodb:PutItem': [{ ...conditional, Item: Key }],
  'dynamodb:DeleteItem': [{ ...conditional, Key }],
  'dynamodb:UpdateItem': [{ ...conditional, Key, UpdateExpression: 'SET b = :a' }],
  'dynamodb:Query': [
    {
      ...page,
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':a': { S: 'x' }, ':g': { S: 'x' } },
      ScanIndexForward: false,
    },
  ],
  'dynamodb:Scan': [{ ...page, ExpressionAttributeValues: { ':a': { S: 'x' } }, TotalSegments: 2, Segment: 0 }],
  'dynamodb:BatchGetItem': [
    { RequestItems: { [TableName]: { Keys: [Key], ConsistentRead: true, ...projected } }, ...capacity },
  ],
  'dynamodb:BatchWriteItem': [
    {
      RequestItems: { [TableName]: [{ PutRequest: { Item: Key } }, { DeleteRequest: { Key: { p: { S: 'y' } } } }] },
      ...written,
    },
  ],
  'dynamodb:TransactGetItems': [{ TransactItems: [{ Get: { TableName, Key, ...projected } }], ...capacity }],
  'dynamodb:TransactWriteItems': [
    {
      TransactItems: [
        { ConditionCheck: { TableName, Key, ...condition } },
        { Put: { TableName, Item: { p: { S: '1' } }, ...condition } },
        { Delete: { TableName, Key: { p: { S: '2' } }, ...condition } },
        { Update: { TableName, Key: { p: { S: '3' } }, UpdateExpression: 'SET b = :a', ...condition } },
      ],
      ClientRequestToken: 'token',
      ...written,
    },
  ],
  'dynamodb:ListTables': [{ Limit: 1, ExclusiveStartTableName: 'aaa' }],
  'dynamodb:CreateTable': [
    {
      TableName: 'made',
      AttributeDefinitions: ['p', 's', 'g', 'l'].map(attribute),
      KeySchema: [hash('p'), range('s')],
      LocalSecondaryIndexes: [{ ...index, IndexName: 'byLocal', KeySchema: [hash('p'), range('l')] }],
      GlobalSecondaryIndexes: [{ ...index, KeySchema: [hash('g')], ProvisionedThroughput: throughput }],
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: throughput,
      StreamSpecification: { StreamEnabled: false },
      SSESpecification: { Enabled: true, SSEType: 'KMS' },
      Tags: [{ Key: 'team', Value: 'shop' }],
      TableClass: 'STANDARD',
      DeletionProtectionEnabled: true,
    },
  ],
}
