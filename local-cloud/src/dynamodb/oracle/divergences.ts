import type { Answer, Input } from './dynalite.ts'

/** Where dynalite does not do what AWS documents; the sequences of the comparison keep away from it. */
export interface Divergence {
  says: string
  page: string
  /** The item that is there before, if any, in the table `indexed`. */
  item?: Input
  operation: string
  input: Input
  /** What AWS documents. */
  answer: Answer
}

const GUIDE = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide'
const API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference'
const CONDITIONS = `${GUIDE}/Expressions.OperatorsAndFunctions.html`
const UPDATES = `${GUIDE}/Expressions.UpdateExpressions.html`

const Key = { p: { S: 'one' }, s: { N: '1' } }
const TableName = 'indexed'
const failed = { error: 'ConditionalCheckFailedException', message: 'The conditional request failed' }
const deleted: Answer = {}
const list = (...numbers: string[]) => ({ L: numbers.map((N) => ({ N })) })

/** A condition that AWS documents to hold, or not to. */
const condition = (
  says: string,
  page: string,
  attributes: Input,
  ConditionExpression: string,
  values: Input | undefined,
  answer: Answer,
): Divergence => ({
  says,
  page,
  item: { ...Key, ...attributes },
  operation: 'DeleteItem',
  input: { TableName, Key, ConditionExpression, ...(values && { ExpressionAttributeValues: values }) },
  answer,
})

const update = (
  says: string,
  page: string,
  item: Input | undefined,
  UpdateExpression: string,
  values: Input | undefined,
  answer: Answer,
  ReturnValues = 'ALL_NEW',
): Divergence => ({
  says,
  page,
  ...(item && { item: { ...Key, ...item } }),
  operation: 'UpdateItem',
  input: { TableName, Key, UpdateExpression, ReturnValues, ...(values && { ExpressionAttributeValues: values }) },
  answer,
})

const invalid = (message: string): Answer => ({ error: 'ValidationException', message })
const query = (more: Input): Input => ({
  TableName,
  KeyConditionExpression: 'p = :p',
  ExpressionAttributeValues: { ':p': { S: 'one' } },
  ...more,
})

export const DIVERGENCES: Divergence[] = [
  condition('attributes that are not there are not equal', CONDITIONS, {}, 'a = b', undefined, failed),
  condition(
    'maps are equal by what they hold',
    `${CONDITIONS}#Expressions.OperatorsAndFunctions.Comparators`,
    { a: { M: { k: { N: '1' } } } },
    'a = :v',
    { ':v': { M: { k: { N: '1.0' } } } },
    deleted,
  ),
  condition(
    'lists are equal by what they hold',
    `${CONDITIONS}#Expressions.OperatorsAndFunctions.Comparators`,
    { a: list('1') },
    'a = :v',
    { ':v': list('1') },
    deleted,
  ),
  condition(
    'strings are ordered by their UTF-8 bytes',
    `${GUIDE}/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.String`,
    { a: { S: '\u{1F600}' } },
    'a > :v',
    { ':v': { S: '\uFF5E' } },
    deleted,
  ),
  condition(
    'an empty string has the size 0',
    `${CONDITIONS}#Expressions.OperatorsAndFunctions.Functions`,
    { a: { S: '' } },
    'size(a) = :v',
    { ':v': { N: '0' } },
    deleted,
  ),
  condition(
    'a list contains a document',
    `${CONDITIONS}#Expressions.OperatorsAndFunctions.Functions`,
    { a: { L: [list('1')] } },
    'contains(a, :v)',
    { ':v': list('1') },
    deleted,
  ),
  condition(
    'false is a value as others are',
    `${CONDITIONS}#Expressions.OperatorsAndFunctions.Functions`,
    { a: { BOOL: false } },
    'attribute_type(a, :v) AND a IN (:w)',
    { ':v': { S: 'BOOL' }, ':w': { BOOL: false } },
    deleted,
  ),
  condition(
    'only strings, numbers and binary are ordered',
    `${API}/API_Condition.html`,
    { a: { BOOL: true } },
    'a > :v',
    { ':v': { BOOL: false } },
    failed,
  ),

  update('taking away creates no item', `${API}/API_UpdateItem.html`, undefined, 'REMOVE a', undefined, {}),
  update(
    'places of lists are those before the update',
    `${UPDATES}#Expressions.UpdateExpressions.REMOVE.RemovingListElements`,
    { a: list('0', '1', '2', '3') },
    'REMOVE a[0], a[2]',
    undefined,
    { Attributes: { ...Key, a: list('1', '3') } },
  ),
  update(
    'attributes get copies of documents',
    `${UPDATES}#Expressions.UpdateExpressions.SET`,
    { a: { M: { k: { N: '1' } } } },
    'SET b = a, a.k = :v',
    { ':v': { N: '2' } },
    { Attributes: { ...Key, a: { M: { k: { N: '2' } } }, b: { M: { k: { N: '1' } } } } },
  ),
  update(
    'no number has more than 38 digits',
    `${GUIDE}/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number`,
    { a: { N: '1e37' } },
    'SET a = a + :v',
    { ':v': { N: '0.01' } },
    invalid('Number overflow. Attempting to store a number with magnitude larger than supported range'),
  ),
  update(
    'an index key has at most 1024 bytes',
    `${GUIDE}/ServiceQuotas.html#limits-partition-sort-keys`,
    { t: { S: 'a' } },
    'SET t = :v',
    { ':v': { S: 'x'.repeat(1025) } },
    invalid(
      'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    ),
  ),
  update(
    'an index key is not empty',
    `${API}/API_PutItem.html`,
    { t: { S: 'a' } },
    'SET t = :v',
    { ':v': { S: '' } },
    invalid(
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byText, IndexKey: t',
    ),
  ),

  {
    says: 'a deletion gives what was there or nothing',
    page: `${API}/API_DeleteItem.html#DDB-DeleteItem-request-ReturnValues`,
    operation: 'DeleteItem',
    input: { TableName, Key, ReturnValues: 'ALL_NEW' },
    answer: invalid('Return values set to invalid value'),
  },
  {
    says: 'a projection contradicts all of Select but SPECIFIC_ATTRIBUTES',
    page: `${API}/API_Query.html#DDB-Query-request-Select`,
    operation: 'Query',
    input: query({ Select: 'COUNT', ProjectionExpression: 'a' }),
    answer: invalid('Cannot specify the ProjectionExpression when choosing to get only the Count'),
  },
  {
    says: 'a global index gives only what it projects',
    page: `${GUIDE}/GSI.html#GSI.Projections`,
    operation: 'Query',
    input: {
      TableName,
      IndexName: 'byGroup',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': { S: 'g1' } },
      ProjectionExpression: 'b',
    },
    answer: invalid('One or more parameter values were invalid: Global secondary index byGroup does not project [b]'),
  },
  {
    says: 'a local index is completed from the table',
    page: `${GUIDE}/LSI.html#LSI.Projections`,
    item: { ...Key, n: { N: '1' }, a: { N: '7' } },
    operation: 'Query',
    input: query({ IndexName: 'inNumber', ProjectionExpression: 'a' }),
    answer: { Items: [{ a: { N: '7' } }], Count: 1, ScannedCount: 1 },
  },
  {
    says: 'a read of nothing takes the least that a read takes',
    page: `${GUIDE}/read-write-operations.html`,
    operation: 'Query',
    input: query({ ReturnConsumedCapacity: 'TOTAL' }),
    answer: { Items: [], Count: 0, ScannedCount: 0, ConsumedCapacity: { TableName, CapacityUnits: 0.5 } },
  },
  {
    says: 'writes of indexes take units too',
    page: `${GUIDE}/GSI.html#GSI.ThroughputConsiderations.Writes`,
    operation: 'PutItem',
    input: { TableName, Item: { ...Key, t: { S: 'a' } }, ReturnConsumedCapacity: 'TOTAL' },
    answer: { ConsumedCapacity: { TableName, CapacityUnits: 3 } },
  },
]
