import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { auditReader } from './audit-reader.ts'
import { Env } from './env.ts'
import { listAudit } from './list-audit.ts'

const env = readEnv(Env, process.env)
const services = {
  readAudit: auditReader(table(dynamo(), env.AUDIT_TABLE)),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'audit',
  operations: { listAudit: listAudit(services) },
  answers: null,
  logger: createLogger('audit'),
})
