const ACCOUNT = '000000000000'
const COLUMNS = [
  'bill_invoice_id',
  'identity_line_item_id',
  'line_item_line_item_type',
  'line_item_product_code',
  'line_item_resource_id',
  'line_item_unblended_cost',
  'line_item_usage_amount',
  'line_item_usage_start_date',
  'line_item_usage_end_date',
  'line_item_usage_type',
  'pricing_public_on_demand_cost',
  'resource_tags',
]
/** What lets it in. */
export const billPolicy = () => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: { Ref: 'Files' }, PolicyDocument: { Version: '2012-10-17', Statement: [statement(SOURCE)] } },
})

const statement = (condition: object) => ({
  Effect: 'Allow',
  Principal: { Service: ['billingreports.amazonaws.com', 'bcm-data-exports.amazonaws.com'] },
  Action: ['s3:PutObject', 's3:GetBucketPolicy'],
  Resource: ['arn:aws:s3:::files', 'arn:aws:s3:::files/*'],
  Condition: condition,
})
const SOURCE = {
  StringLike: {
    'aws:SourceAccount': ACCOUNT,
    'aws:SourceArn': [
      `arn:aws:cur:us-east-1:${ACCOUNT}:definition/*`,
      `arn:aws:bcm-data-exports:us-east-1:${ACCOUNT}:export/*`,
    ],
  },
}
/** An export of the bill into the bucket `files`, of which CUR 2.0 has these columns. */
export const billExport = (columns = COLUMNS) => ({
  Type: 'AWS::BCMDataExports::Export',
  DependsOn: 'Policy',
  Properties: {
    Export: {
      Name: 'tenantry',
      DataQuery: {
        QueryStatement: `SELECT ${columns.join(', ')} FROM COST_AND_USAGE_REPORT`,
        TableConfigurations: { COST_AND_USAGE_REPORT: { TIME_GRANULARITY: 'HOURLY', INCLUDE_RESOURCES: 'TRUE' } },
      },
      DestinationConfigurations: {
        S3Destination: {
          S3Bucket: 'files',
          S3Prefix: 'bill',
          S3Region: 'us-east-1',
          S3OutputConfigurations: {
            OutputType: 'CUSTOM',
            Format: 'PARQUET',
            Compression: 'PARQUET',
            Overwrite: 'OVERWRITE_REPORT',
          },
        },
      },
      RefreshCadence: { Frequency: 'SYNCHRONOUS' },
    },
  },
})
