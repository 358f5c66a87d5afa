import { Env } from '@tenantry/control-plane/quota-mails/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { maySendMail } from '../foundation/may-send-mail.ts'
import { microservice } from '../foundation/microservice.ts'
import { USAGE_HOURS } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import { readsUsageFiles } from './reads-usage-files.ts'

const TIMEOUT = Duration.seconds(120)
/** An hour of all tenants is read at once, as for billing. */
const MEMORY_MB = 1_769

/** Tells admins of tenants that this month's quota comes to its end. */
export function quotaMails(
  scope: Construct,
  {
    layer,
    data,
    bucket,
    sender,
  }: { layer: LayerVersion; data: ControlPlaneData; bucket: IBucket; sender: IEmailIdentity },
): LambdaFunction {
  const queue = consumerQueue(scope, 'quota-mails', TIMEOUT, { every: Duration.minutes(15) })
  const fn = microservice(scope, 'QuotaMails', {
    entry: 'control-plane/quota-mails',
    description: 'Mails to admins whose tenants have nearly used their quota',
    layer,
    timeout: TIMEOUT,
    memoryMb: MEMORY_MB,
    env: Env,
    environment: {
      USAGE_TABLE: data.usage.tableName,
      USAGE_BUCKET: bucket.bucketName,
      TENANTS_TABLE: data.tenants.tableName,
      TIERS_TABLE: data.tiers.tableName,
      MAIL_FROM: sender.emailIdentityName,
      QUEUE_URL: queue.queueUrl,
    },
  })
  mayAccess(fn, data.usage, 'GetItem', 'Query')
  mayAccessKeys(fn, data.usage, { actions: ['PutItem'], keys: ['quota-mails', 'quota-mails#*'] })
  mayAccessKeys(fn, data.usage, { actions: ['DeleteItem'], keys: ['quota-mails'] })
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem', 'Query'], keys: ['tenant#*'] })
  mayAccess(fn, data.tiers, 'GetItem')
  maySendMail(fn, sender)
  readsUsageFiles(fn, bucket, USAGE_HOURS)
  consume(fn, queue, 1)
  return fn
}
