import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { IDENTITIES, siloTemplateName } from '@tenantry/contracts/deployment.ts'
import { FileSystem } from 'aws-cdk-lib'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Construct } from 'constructs'
import { BUILD_DIRECTORY } from '../build/bundle.ts'
import { uploads } from '../foundation/uploads.ts'
import { RELEASED_CODE, RELEASES } from '../names.ts'
import type { SiloTemplates } from '../silo/silo-templates.ts'

export interface Release {
  /** Names what is in it: the same template, code and toolkit have the same version. */
  version: string
  /** Where CloudFormation reads the templates; the name of one follows. */
  templates: string
}

/**
 * Has the deployment put the silo template, the code of its functions and a manifest into the bucket. They are assets of this stack, so they
 * come to AWS as every other asset does.
 */
export function publishRelease(
  scope: Construct,
  { silo: { templates, code }, bucket, layerArn }: { silo: SiloTemplates; bucket: Bucket; layerArn: string },
): Release {
  const version = createHash('sha256')
    .update(JSON.stringify(templates))
    .update(FileSystem.fingerprint(join(BUILD_DIRECTORY, 'layer')))
    .digest('hex')
    .slice(0, 16)
  const folder = `${RELEASES}/${version}`
  const url = `https://${bucket.bucketRegionalDomainName}/${folder}/`
  const names = IDENTITIES.map((identity) => ({ identity, name: siloTemplateName(identity) }))
  const { role, fixed, logGroup, mayFill } = uploads(scope)
  mayFill(bucket)
  const common = {
    destinationBucket: bucket,
    role: fixed,
    logGroup,
    prune: false,
    outputObjectKeys: false,
    cacheControl: [CacheControl.immutable()],
  }
  const codes = new BucketDeployment(scope, 'Code', {
    ...common,
    sources: [...code.values()].map((path) => Source.asset(path)),
    extract: false,
    destinationKeyPrefix: RELEASED_CODE,
  })
  const manifest = {
    version,
    templates: names.map(({ identity, name }) => ({
      identity,
      url: `${url}${name}`,
      sha256: createHash('sha256').update(templates[identity]).digest('hex'),
    })),
    toolkitLayer: layerArn,
    code: [...code.keys()].map((hash) => ({ key: `${RELEASED_CODE}/${hash}.zip`, hash })),
  }
  const documents = new BucketDeployment(scope, 'Release', {
    ...common,
    sources: [
      ...names.map(({ identity, name }) => Source.data(name, templates[identity])),
      Source.jsonData('manifest.json', manifest),
    ],
    destinationKeyPrefix: folder,
  })
  // Whoever finds a template finds the code that it names.
  documents.node.addDependency(codes, role)
  codes.node.addDependency(role)
  return { version, templates: url }
}
