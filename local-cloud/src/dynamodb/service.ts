import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { onceAnHour } from '../core/once-an-hour.ts'
import type { OnUse } from '../core/use.ts'
import { billStorage } from './bill-storage.ts'
import { countUnits } from './count-units.ts'
import { errorShape } from './errors.ts'
import { batchGetItem } from './operations/batch-get-item.ts'
import { batchWriteItem } from './operations/batch-write-item.ts'
import { createTable } from './operations/create-table.ts'
import { deleteItem } from './operations/delete-item.ts'
import { deleteTable } from './operations/delete-table.ts'
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts'
import { describeTable } from './operations/describe-table.ts'
import { getItem } from './operations/get-item.ts'
import { listTables } from './operations/list-tables.ts'
import { listTagsOfResource } from './operations/list-tags-of-resource.ts'
import { partiql } from './operations/partiql.ts'
import { putItem } from './operations/put-item.ts'
import { query } from './operations/query.ts'
import { scan } from './operations/scan.ts'
import { tableChanges } from './operations/table-changes.ts'
import { transactGetItems } from './operations/transact-get-items.ts'
import { transactWriteItems } from './operations/transact-write-items.ts'
import { updateItem } from './operations/update-item.ts'
import type { Engine } from './request/operation.ts'
import { globalTable } from './resources/global-table.ts'
import { table } from './resources/table.ts'
import { idempotencyTokens } from './stores/idempotency-tokens.ts'
import type { IndexDelay } from './stores/index-queue.ts'
import type { TransactionTime } from './stores/ongoing-transactions.ts'
import { TableCatalog } from './stores/table-catalog.ts'
import { sweepExpiredItems, timeToLiveSweeper } from './stores/time-to-live.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html; AWS answers 413 above. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024

/** DynamoDB, with all its state in the database of the data folder. */
export function dynamodbService({
  context,
  indexDelay = 0,
  transactionTime = 'none',
  meter = NO_METER,
  onUse,
}: {
  context: CloudContext
  indexDelay?: IndexDelay
  transactionTime?: TransactionTime
  meter?: BillMeter
  onUse?: OnUse | undefined
}) {
  const engine: Engine = { context, tables: new TableCatalog(context, indexDelay, transactionTime) }
  const arnOf = (table: string) => (table.startsWith('arn:') ? table : engine.tables.arn(table))
  const tokens = idempotencyTokens(context)
  const sweeper = timeToLiveSweeper(context, () => {
    sweepExpiredItems(context, engine.tables)
    tokens.forgetExpired()
  })
  const operations = {
    BatchExecuteStatement: partiql(engine, 'BatchExecuteStatement'),
    BatchGetItem: batchGetItem(engine),
    BatchWriteItem: batchWriteItem(engine),
    CreateTable: createTable(engine),
    DeleteItem: deleteItem(engine),
    DeleteTable: deleteTable(engine),
    DescribeContinuousBackups: describeContinuousBackups(engine),
    DescribeTable: describeTable(engine),
    ExecuteStatement: partiql(engine, 'ExecuteStatement'),
    ExecuteTransaction: partiql(engine, 'ExecuteTransaction'),
    GetItem: getItem(engine),
    ListTables: listTables(engine),
    ListTagsOfResource: listTagsOfResource(engine),
    PutItem: putItem(engine),
    Query: query(engine),
    Scan: scan(engine),
    TransactGetItems: transactGetItems(engine),
    TransactWriteItems: transactWriteItems(engine),
    UpdateItem: updateItem(engine),
    ...tableChanges(engine),
  }
  return {
    name: 'dynamodb',
    api: {
      name: 'dynamodb',
      protocol: 'json-1.0',
      targetPrefix: 'DynamoDB_20120810',
      maxRequestBytes: MAX_REQUEST_BYTES,
      errorShape,
      operations: countUnits({ context, meter, arnOf, onUse }, operations),
    },
    resourceTypes: [table(engine), globalTable(engine)],
    bill: onceAnHour(billStorage(engine.tables)),
    start() {
      engine.tables.indexQueue.start()
      sweeper.start()
    },
    close() {
      engine.tables.indexQueue.close()
      sweeper.close()
    },
  } satisfies CloudService
}
