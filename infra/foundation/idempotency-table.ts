import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { table } from './table.ts'

/** Answers that are kept for idempotency keys until they expire (toolkit/src/kept-answers.ts). */
export const idempotencyTable = (scope: Construct): TableV2 =>
  table(scope, 'IdempotencyTable', { partition: 'partition', sort: 'id', expiry: 'expiresAt' })
