// For the comparison with dynalite: a table with two indexes of each kind, and one that has none and keys of another type.

const attribute = (AttributeName: string, AttributeType: string) => ({ AttributeName, AttributeType })
const schema = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range ? [{ AttributeName: range, KeyType: 'RANGE' }] : []),
]
const index = (IndexName: string, KeySchema: object[], Projection: object) => ({ IndexName, KeySchema, Projection })

export const INDEXED = {
  TableName: 'indexed',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    attribute('p', 'S'),
    attribute('s', 'N'),
    attribute('g', 'S'),
    attribute('n', 'N'),
    attribute('t', 'S'),
  ],
  KeySchema: schema('p', 's'),
  GlobalSecondaryIndexes: [
    index('byGroup', schema('g', 's'), { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] }),
    index('byText', schema('t'), { ProjectionType: 'ALL' }),
  ],
  LocalSecondaryIndexes: [
    index('inNumber', schema('p', 'n'), { ProjectionType: 'KEYS_ONLY' }),
    index('inText', schema('p', 't'), { ProjectionType: 'ALL' }),
  ],
}

export const PLAIN = {
  TableName: 'plain',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [attribute('p', 'B')],
  KeySchema: schema('p'),
}

export const TABLES = [INDEXED, PLAIN]
