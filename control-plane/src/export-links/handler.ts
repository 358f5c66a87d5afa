import { S3Client } from '@aws-sdk/client-s3'
import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { auditIntents } from '@tenantry/toolkit/audit.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { Env } from './env.ts'
import { linkExport } from './link-export.ts'

const env = readEnv(Env, process.env)
const services = {
  // A link is followed by browsers, which neither send nor ask for a checksum.
  files: new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' }),
  bucket: env.EXPORTS_BUCKET,
  intents: auditIntents(table(dynamo(), env.AUDIT_TABLE), 'export-links', system),
  system,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'export-links',
  operations: { linkExport: linkExport(services) },
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'export-links'),
  logger: createLogger('export-links'),
})
