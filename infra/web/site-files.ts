import { DefaultStackSynthesizer, Fn, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Construct } from 'constructs'
import { siteDirectory } from '../build/sites.ts'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { logs, serviceRole } from '../foundation/microservice.ts'

/** Puts built sites into their buckets. All sites of a stack share one function. */
export interface Uploader {
  upload(scope: Construct, props: { site: string; bucket: Bucket; config: Record<string, string> }): void
}

export function uploader(scope: Construct): Uploader {
  const logGroup = logs(scope, 'Uploader')
  const role = serviceRole(scope, 'Uploader')
  logGroup.grantWrite(role)
  const reason =
    "The CDK's own function, in Python, uploads the sites on AWS: the local cloud puts them into their buckets by itself."
  for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:ListBucket', 's3:PutObject']) {
    mayGoUnused({ role }, { action, reason })
  }
  // The construct grants itself more than it uses: the rights are listed here, and its own grants go nowhere.
  const fixed = role.withoutPolicyUpdates()
  allowWithWildcard(
    { role },
    {
      sid: 'ReadStagedSites',
      actions: ['s3:GetObject'],
      resources: [stagedAssets(scope)],
      reason:
        'The key of a staged site is a hash of its files, and of its configuration, which only the deployment knows.',
    },
  )

  return {
    upload(site, { site: name, bucket, config }) {
      role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }))
      role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }))
      const files = Source.asset(siteDirectory(name))
      // Nothing is pruned: a page that was opened before a release still finds its parts.
      const common = { destinationBucket: bucket, role: fixed, logGroup, prune: false, outputObjectKeys: false }
      // Their names carry a hash of their content.
      const parts = new BucketDeployment(site, 'Parts', {
        ...common,
        sources: [files],
        exclude: ['*'],
        include: ['assets/*'],
        cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
      })
      // A document comes after the parts that it names. It is asked for anew each time, so no release needs an invalidation.
      const documents = new BucketDeployment(site, 'Documents', {
        ...common,
        sources: [files, Source.jsonData('config.json', config)],
        exclude: ['assets/*'],
        cacheControl: [CacheControl.noCache()],
      })
      documents.node.addDependency(parts, role)
    },
  }
}

/** The bootstrap bucket, where the CDK stages assets. */
function stagedAssets(scope: Construct): string {
  const { partition, account, region } = Stack.of(scope)
  const bucket = `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-${account}-${region}`
  return Fn.join('', ['arn:', partition, ':s3:::', bucket, '/*'])
}
