import { unzipSync } from 'fflate'
import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import { contentTypeOf } from '../content-type.ts'
import { asAwsError } from '../errors.ts'
import type { Caller } from '../notifications/event-record.ts'
import type { OpenStore } from '../stores/open-store.ts'

const strings = z.array(z.string())

const Properties = z.strictObject({
  SourceBucketNames: strings,
  SourceObjectKeys: strings,
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  SourceMarkersConfig: z.array(z.strictObject({ jsonEscape: z.boolean().optional() })).default([]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  // Archives stay as they are without it.
  Extract: z.boolean().default(true),
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
 * The CDK's BucketDeployment: unpacks zips of files into a folder of a bucket, or puts them there as they are. What its Python function does on AWS is done here directly.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3_deployment-readme.html
 */
export function bucketDeployment({ open, caller }: { open(): Promise<OpenStore>; caller: Caller }) {
  const deploy = async (properties: Properties, physicalId: string) => {
    const { store, write } = await open()
    const { SourceBucketNames, SourceObjectKeys, DestinationBucketName, SystemMetadata, Extract } = properties
    const folder = folderOf(properties)
    for (const [at, bucket] of SourceBucketNames.entries()) {
      const zip = asAwsError(() => store.getObject(bucket, SourceObjectKeys[at] ?? '').body)
      const name = SourceObjectKeys[at]?.split('/').at(-1) ?? ''
      for (const [key, bytes] of Object.entries(Extract ? unzipSync(zip) : { [name]: zip })) {
        if (key.endsWith('/') || !selected(key, properties)) continue
        const body = Extract ? filled(Buffer.from(bytes), properties, at) : Buffer.from(bytes)
        asAwsError(() =>
          write.put(
            { event: 'ObjectCreated:Put', bucket: DestinationBucketName, key: `${folder}${key}`, caller },
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

/** As `aws s3 sync` puts files below a prefix; "/" is none. */
function folderOf({ DestinationBucketKeyPrefix: prefix }: Properties): string {
  const path = prefix.replace(/\/$/, '')
  return path === '' ? '' : `${path}/`
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
