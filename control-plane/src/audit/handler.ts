import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { auditReader } from './audit-reader.ts'
import { Env } from './env.ts'
import { getHistory } from './get-history.ts'
import { listAudit } from './list-audit.ts'
import { tenantHistory } from './tenant-history.ts'

const env = readEnv(Env, process.env)
const records = table(dynamo(), env.AUDIT_TABLE)
const services = {
  readAudit: auditReader(records),
  history: tenantHistory(records),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'audit',
  operations: { listAudit: listAudit(services), getHistory: getHistory(services) },
  answers: null,
  logger: createLogger('audit'),
})
