import { Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib'
import { CfnExport } from 'aws-cdk-lib/aws-bcmdataexports'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { BILL_EXPORT, BILLS } from '../names.ts'
import { BILL_COLUMNS } from './bill-columns.ts'

/**
 * Has AWS deliver the account's bill by the hour and resource, up to three times a day. The resource type is there in us-east-1 alone; docs/guides/cost.md says what to do
 * elsewhere. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-bcmdataexports-export.html
 */
export function billExport(scope: Construct, { bucket }: { bucket: Bucket }): void {
  const isHere = new CfnCondition(scope, 'HasBillExports', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') })
  const { region } = Stack.of(scope)
  const made = new CfnExport(scope, 'BillExport', {
    export: {
      name: BILL_EXPORT,
      description: 'The bill, from which costs are attributed to tenants',
      dataQuery: {
        queryStatement: `SELECT ${Object.keys(BILL_COLUMNS).join(', ')} FROM COST_AND_USAGE_REPORT`,
        tableConfigurations: {
          COST_AND_USAGE_REPORT: {
            TIME_GRANULARITY: 'HOURLY',
            INCLUDE_RESOURCES: 'TRUE',
            INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'FALSE',
            INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: 'FALSE',
          },
        },
      },
      destinationConfigurations: {
        s3Destination: {
          s3Bucket: bucket.bucketName,
          s3Prefix: BILLS,
          s3Region: region,
          s3OutputConfigurations: {
            overwrite: 'OVERWRITE_REPORT',
            format: 'PARQUET',
            compression: 'PARQUET',
            outputType: 'CUSTOM',
          },
        },
      },
      refreshCadence: { frequency: 'SYNCHRONOUS' },
    },
  })
  made.cfnOptions.condition = isHere
  // AWS looks at the bucket's policy when the export is made.
  if (bucket.policy) made.node.addDependency(bucket.policy)
}
