import { unzipSync } from 'fflate'
import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import { contentTypeOf } from '../content-type.ts'
import { asAwsError } from '../errors.ts'
import type { OpenStore } from '../stores/open-store.ts'

const strings = z.array(z.string())

const Properties = z.strictObject({
  SourceBucketNames: strings,
  SourceObjectKeys: strings,
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  SourceMarkersConfig: z.array(z.strictObject({ jsonEscape: z.boolean().optional() })).default([]),
  DestinationBucketName: z.string(),
  Prune: z.literal(false),
  Include: strings.default([]),
  Exclude: strings.default([]),
  SystemMetadata: z.strictObject({ 'cache-control': z.string().optional() }).default({}),
  OutputObjectKeys: z.literal(false),
  // Without a DistributionId there is nothing to wait for.
  WaitForDistributionInvalidation: z.boolean().optional(),
})
type Properties = z.infer<typeof Properties>

/**
 * The CDK's BucketDeployment: unpacks zips of files into a bucket. What its Python function does on AWS is done here directly.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3_deployment-readme.html
 */
export function bucketDeployment({ open }: { open(): Promise<OpenStore> }) {
  const deploy = async (properties: Properties, physicalId: string) => {
    const { store } = await open()
    const { SourceBucketNames, SourceObjectKeys, DestinationBucketName, SystemMetadata } = properties
    for (const [at, bucket] of SourceBucketNames.entries()) {
      const zip = asAwsError(() => store.getObject(bucket, SourceObjectKeys[at] ?? '').body)
      for (const [key, bytes] of Object.entries(unzipSync(zip))) {
        if (key.endsWith('/') || !selected(key, properties)) continue
        const body = filled(Buffer.from(bytes), properties, at)
        asAwsError(() =>
          store.putObject(
            DestinationBucketName,
            key,
            body,
            contentTypeOf(key),
            {},
            {
              cacheControl: SystemMetadata['cache-control'],
            },
          ),
        )
      }
    }
    return { physicalId, attributes: { DestinationBucketArn: `arn:aws:s3:::${DestinationBucketName}` } }
  }
  return resourceType<Properties>({
    type: 'Custom::CDKBucketDeployment',
    attributes: ['DestinationBucketArn'],
    properties: Properties,
    // On AWS the function behind it acts, under a role of its own.
    access: () => [],
    create: (properties, { stackId, logicalId }) => deploy(properties, `aws.cdk.s3deployment.${stackId}/${logicalId}`),
    update: (properties, { physicalId }) => deploy(properties, physicalId),
    // The files stay, as with `retainOnDelete`, the construct's default.
    delete() {},
  })
}

/** As `aws s3 sync` reads them: excluded first, then included again. `*` also matches slashes. */
function selected(key: string, { Exclude, Include }: Properties): boolean {
  const matches = (pattern: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      's',
    ).test(key)
  return !Exclude.some(matches) || Include.some(matches)
}

/** Values that are only known at deployment, in the places that the synth marked. */
function filled(body: Buffer, { SourceMarkers, SourceMarkersConfig }: Properties, source: number): Buffer {
  const markers = Object.entries(SourceMarkers[source] ?? {})
  if (markers.length === 0) return body
  const escapes = SourceMarkersConfig[source]?.jsonEscape ?? false
  const text = markers.reduce(
    (text, [marker, value]) => text.replaceAll(marker, () => (escapes ? JSON.stringify(value).slice(1, -1) : value)),
    body.toString('utf8'),
  )
  return Buffer.from(text)
}
