import { type Answering, tenantAnswers } from '@tenantry/contracts/idempotency.ts'
import type { AnswersOf } from './kept-answers.ts'
import { TenantScope } from './tenant-scope.ts'

/** Answers to people of tenants, under their own tenant's credentials. */
export const answersToTenants =
  (tableName: string, by: Answering): AnswersOf =>
  (caller) => {
    const tenant = TenantScope.open(caller)
    return {
      table: tenant.table(tableName),
      ending: tenant.ending(tableName),
      partition: (n) => tenantAnswers(tenant.tenantId, by, n),
    }
  }
