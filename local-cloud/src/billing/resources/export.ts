import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { ServiceObjects } from '../../core/faces.ts'
import { stableToken } from '../../core/ids.ts'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, type ResourceContext, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { DELIVERER } from '../exports/deliver-bill.ts'
import { exportColumns } from '../exports/export-query.ts'
import type { ExportStore } from '../stores/export-store.ts'

const Destination = z.strictObject({
  S3Bucket: z.string(),
  S3Prefix: z.string().regex(/^[\w!.*'()/-]*$/),
  S3Region: z.string(),
  // The only form of it that is here: one file of a month, which is replaced.
  S3OutputConfigurations: z.strictObject({
    OutputType: z.literal('CUSTOM'),
    Format: z.literal('PARQUET'),
    Compression: z.literal('PARQUET'),
    Overwrite: z.literal('OVERWRITE_REPORT'),
  }),
})

const Properties = z.strictObject({
  Export: z.strictObject({
    Name: z.string().regex(/^[0-9A-Za-z!\-_.*'()]{1,128}$/),
    Description: z.string().max(1024).optional(),
    DataQuery: z.strictObject({
      QueryStatement: z.string().max(36_000),
      TableConfigurations: z
        .strictObject({
          COST_AND_USAGE_REPORT: z.strictObject({
            TIME_GRANULARITY: z.literal('HOURLY').optional(),
            INCLUDE_RESOURCES: z.literal('TRUE').optional(),
            INCLUDE_SPLIT_COST_ALLOCATION_DATA: z.literal('FALSE').optional(),
            INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: z.literal('FALSE').optional(),
          }),
        })
        .optional(),
    }),
    DestinationConfigurations: z.strictObject({ S3Destination: Destination }),
    RefreshCadence: z.strictObject({ Frequency: z.literal('SYNCHRONOUS') }),
  }),
})
type Properties = z.infer<typeof Properties>

/** Exports are of us-east-1, whatever Region their bucket is in. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbillingandcostmanagementdataexports.html */
const arnOf = (
  { accountId }: CloudContext,
  { Export }: Properties,
  { stackId, logicalId }: ResourceContext,
): string => {
  const hex = stableToken(32, `${stackId}/${logicalId}/${Export.Name}`, '0123456789abcdef')
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return `arn:aws:bcm-data-exports:us-east-1:${accountId}:export/${Export.Name}-${uuid}`
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bcmdataexports-export.html */
export function exportType({
  context,
  exports,
  objects,
}: {
  context: CloudContext
  exports: ExportStore
  objects: ServiceObjects
}): ResourceType {
  const put = async ({ Export }: Properties, arn: string): Promise<Deployed> => {
    const { DataQuery, DestinationConfigurations, Name } = Export
    const { S3Bucket: bucket, S3Prefix: prefix } = DestinationConfigurations.S3Destination
    const columns = exportColumns(DataQuery.QueryStatement)
    if (!(await objects.mayPut({ bucket, key: `${prefix}/${Name}/data/x`, service: DELIVERER, sourceArn: arn })))
      throw new AwsError(
        'ValidationException',
        `S3 bucket permission validation failed: the policy of ${bucket} does not let ${DELIVERER} put objects.`,
      )
    const table = DataQuery.TableConfigurations?.COST_AND_USAGE_REPORT ?? {}
    exports.put({
      arn,
      name: Name,
      columns,
      query: DataQuery.QueryStatement,
      isHourly: table.TIME_GRANULARITY === 'HOURLY',
      hasResources: table.INCLUDE_RESOURCES === 'TRUE',
      bucket,
      prefix,
      createdAt: context.clock.now(),
    })
    return { physicalId: arn, attributes: { ExportArn: arn, 'Export.ExportArn': arn } }
  }
  return resourceType<Properties>({
    type: 'AWS::BCMDataExports::Export',
    attributes: ['ExportArn', 'Export.ExportArn'],
    partly: 'hourly exports of CUR 2.0 with resources, in Parquet, that replace their file',
    properties: Properties,
    meaningless: { Tags: 'nothing here reads the tags of exports' },
    // Named by an id that is generated, as two exports may have one name.
    access: calls<Properties>(
      {
        create: ['bcm-data-exports:CreateExport'],
        update: ['bcm-data-exports:UpdateExport'],
        delete: ['bcm-data-exports:DeleteExport'],
      },
      ({ properties, current, context: resource }) => current?.physicalId ?? arnOf(context, properties, resource),
    ),
    check: ({ Export }) => void exportColumns(Export.DataQuery.QueryStatement),
    create: (properties, resource) => put(properties, arnOf(context, properties, resource)),
    update: (properties, { physicalId }) => put(properties, physicalId),
    delete: ({ physicalId }) => exports.delete(physicalId),
  })
}
