import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { readTableName } from './describe-table.ts'

const DAY_MS = 24 * 3600_000

/** The latest time that can be restored is some minutes ago. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html */
const RESTORABLE_AFTER_MS = 5 * 60_000

/** What is set is described; nothing is backed up. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups = (engine: Engine): Operation =>
  operation({
    input: { TableName: true },
    read: (given: object) => readTableName(engine, given),
    access: (reference) => tableAccess('DescribeContinuousBackups', reference),
    run({ name }) {
      const table = engine.tables.find(name)
      if (!table) throw new AwsError('TableNotFoundException', `Table not found: ${name}`)
      const recovery = table.definition.PointInTimeRecovery
      const now = engine.context.clock.now()
      return {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: recovery
            ? {
                PointInTimeRecoveryStatus: 'ENABLED',
                RecoveryPeriodInDays: recovery.days,
                EarliestRestorableDateTime: Math.max(recovery.since, now - recovery.days * DAY_MS) / 1000,
                LatestRestorableDateTime: Math.max(recovery.since, now - RESTORABLE_AFTER_MS) / 1000,
              }
            : { PointInTimeRecoveryStatus: 'DISABLED' },
        },
      }
    },
  })
