import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Construct } from 'constructs'
import { siteDirectory } from '../build/sites.ts'
import { uploads } from '../foundation/uploads.ts'

/** Puts built sites into their buckets. All sites of a stack share one function. */
export interface Uploader {
  upload(scope: Construct, props: { site: string; bucket: Bucket; config: Record<string, string> }): void
}

export function uploader(scope: Construct): Uploader {
  const { role, fixed, logGroup, mayFill } = uploads(scope)
  return {
    upload(site, { site: name, bucket, config }) {
      mayFill(bucket)
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
