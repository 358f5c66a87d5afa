import type { CfnTable } from 'aws-cdk-lib/aws-glue'

/** Before the first file of any deployment. */
const FIRST_HOUR = '2026/01/01/00'

interface HourlyJson {
  name: string
  description: string
  /** Of the folders of hours, with its slash. */
  location: string
  /** Types of Hive, by name. Glue knows names without regard to case. */
  columns: Record<string, string>
  /** Whether lines that are no JSON are left out: then the last one of a file may be half written. @default a query of them fails */
  mayBeCut?: true
}

/**
 * A table of compressed NDJSON files in a folder for each hour. Partitions are computed from the hour in a query, so that nothing lists or repairs them.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-kinesis-firehose-example.html
 */
export const hourlyJsonTable = ({
  name,
  description,
  location,
  columns,
  mayBeCut,
}: HourlyJson): CfnTable.TableInputProperty => ({
  name,
  description,
  tableType: 'EXTERNAL_TABLE',
  partitionKeys: [{ name: 'datehour', type: 'string' }],
  parameters: {
    EXTERNAL: 'TRUE',
    'projection.enabled': 'true',
    'projection.datehour.type': 'date',
    'projection.datehour.format': 'yyyy/MM/dd/HH',
    'projection.datehour.range': `${FIRST_HOUR},NOW`,
    'projection.datehour.interval': '1',
    'projection.datehour.interval.unit': 'HOURS',
    'storage.location.template': `${location}\${datehour}/`,
  },
  storageDescriptor: {
    location,
    compressed: true,
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serdeInfo: {
      serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
      ...(mayBeCut && { parameters: { 'ignore.malformed.json': 'true' } }),
    },
    columns: Object.entries(columns).map(([column, type]) => ({ name: column.toLowerCase(), type })),
  },
})
