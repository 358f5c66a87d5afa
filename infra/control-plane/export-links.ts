import { Env } from '@tenantry/control-plane/export-links/env.ts'
import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import { type ControlPlaneData, keepsAnswers } from './data.ts'
import type { Pool } from './pool.ts'

/** Links to tenants' exports, for operators. It reads the files and nothing else: a link is signed by who makes it. */
export function exportLinks(
  scope: Construct,
  { layer, data, pool }: { layer: LayerVersion; data: ControlPlaneData; pool: Pool },
): LambdaFunction {
  const fn = microservice(scope, 'ExportLinks', {
    entry: 'control-plane/export-links',
    description: "Links to tenants' exports, for operators",
    layer,
    env: Env,
    environment: {
      EXPORTS_BUCKET: pool.exportsBucket,
      AUDIT_TABLE: data.audit.tableName,
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
    },
  })
  const bucket = Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource: pool.exportsBucket })
  allowWithWildcard(fn, {
    sid: 'ReadExports',
    actions: ['s3:GetObject'],
    resources: [`${bucket}/*`],
    reason: 'Operators may look into the exports of every tenant; each link that is made leaves a record.',
  })
  // Without this right a file that is not there is an access denied. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket] }))
  mayGoUnused(fn, { action: 's3:ListBucket', reason: 'A link is asked for to a file that is not there.' })
  mayAudit(fn, data.audit, 'export-links')
  keepsAnswers(fn, data, 'export-links')
  return fn
}
