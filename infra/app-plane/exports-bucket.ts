import { EXPORT_DAYS } from '@tenantry/contracts/exports.ts'
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { CompositePrincipal, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { InlineRole } from '../foundation/inline-role.ts'
import { mayGoUnused, type UnusedRight } from '../foundation/may-go-unused.ts'
import { accessPath, forOneTenant, mayAssume, TENANT } from './access-role.ts'
import type { Place } from './place.ts'

/** Exports of tenants, each below the tenant's id. They are copies, so they expire; a tenant that was deleted can be restored until then. */
export const exportsBucket = (scope: Construct): Bucket =>
  new Bucket(scope, 'Exports', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    lifecycleRules: [{ expiration: Duration.days(EXPORT_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: RemovalPolicy.RETAIN,
  })

/** What may be done to files: `s3:AbortMultipartUpload` is what a write that broke off asks for. */
export type FileAction = 's3:GetObject' | 's3:PutObject' | 's3:AbortMultipartUpload'

interface FileWork {
  description: string
  /** The role of the function that works. */
  assumedBy: Role
  bucket: IBucket
  actions: readonly FileAction[]
  /** Rights of its sessions that no journey uses. */
  unused?: readonly UnusedRight[]
}

/**
 * Lets a function reach exports. Answers the ARN of the role of which it takes sessions for one tenant each; empty in a silo, where its own role reaches those of
 * its tenant.
 */
export function reachesFiles(scope: Construct, id: string, place: Place, work: FileWork): string {
  if (place.kind === 'pool') return filesRole(scope, id, work).roleArn
  const { assumedBy, bucket, actions } = work
  allowWithWildcard(
    { role: assumedBy },
    {
      sid: 'Exports',
      actions: [...actions],
      resources: [bucket.arnForObjects(`${place.tenantId}/*`)],
      reason: 'Exports are named by the workflows that make them: what is known is the tenant in front.',
    },
  )
  assumedBy.addToPolicy(listsFiles(place.tenantId, bucket))
  return ''
}

/** Tells a file that is not there from one that may not be read; `tenant` as a policy names it. */
const listsFiles = (tenant: string, bucket: IBucket): PolicyStatement =>
  new PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${tenant}/*` } },
  })

/** A role whose sessions reach the exports of one tenant: the tag that they carry is the beginning of the keys. */
function filesRole(scope: Construct, id: string, work: FileWork): Role {
  const { description, assumedBy, bucket, actions, unused = [] } = work
  const role = new InlineRole(scope, id, {
    description,
    assumedBy: new CompositePrincipal(...forOneTenant(assumedBy)),
    maxSessionDuration: Duration.hours(1),
    path: accessPath(id),
  })
  role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [bucket.arnForObjects(`${TENANT}/*`)] }))
  role.addToPolicy(listsFiles(TENANT, bucket))
  if (unused.length > 0) mayGoUnused({ role }, ...unused)
  mayAssume(assumedBy, accessPath(id))
  return role
}
