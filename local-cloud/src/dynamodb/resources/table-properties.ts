import * as z from 'zod'

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))

const throughput = z.strictObject({ ReadCapacityUnits: z.coerce.number(), WriteCapacityUnits: z.coerce.number() })

const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
})

const index = z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection })

const pointInTimeRecovery = z.strictObject({
  PointInTimeRecoveryEnabled: z.boolean().optional(),
  RecoveryPeriodInDays: z.coerce.number().min(1).max(35).optional(),
})

const settings = {
  DeletionProtectionEnabled: z.boolean().optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  PointInTimeRecoverySpecification: pointInTimeRecovery.optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
}

const common = {
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html; streams are not among what is honoured. */
export const tableProperties = z.strictObject({
  ...common,
  ...settings,
  ProvisionedThroughput: throughput.optional(),
  GlobalSecondaryIndexes: z.array(index.extend({ ProvisionedThroughput: throughput.optional() })).optional(),
  SSESpecification: z.strictObject({ SSEEnabled: z.boolean(), SSEType: z.literal('KMS').optional() }).optional(),
})

// Autoscaling has no meaning where nothing is throttled; the capacity that it starts from is the one that is described.
const autoScaling = z.strictObject({
  MinCapacity: z.coerce.number(),
  MaxCapacity: z.coerce.number(),
  SeedCapacity: z.coerce.number().optional(),
  TargetTrackingScalingPolicyConfiguration: z.strictObject({
    TargetValue: z.coerce.number(),
    DisableScaleIn: z.boolean().optional(),
    ScaleInCooldown: z.coerce.number().optional(),
    ScaleOutCooldown: z.coerce.number().optional(),
  }),
})

const readSettings = z.strictObject({
  ReadCapacityUnits: z.coerce.number().optional(),
  ReadCapacityAutoScalingSettings: autoScaling.optional(),
})

const writeSettings = z.strictObject({ WriteCapacityAutoScalingSettings: autoScaling.optional() })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html, with one replica. */
export const globalTableProperties = z.strictObject({
  ...common,
  GlobalSecondaryIndexes: z
    .array(index.extend({ WriteProvisionedThroughputSettings: writeSettings.optional() }))
    .optional(),
  SSESpecification: z.strictObject({ SSEEnabled: z.boolean(), SSEType: z.literal('KMS').optional() }).optional(),
  WriteProvisionedThroughputSettings: writeSettings.optional(),
  Replicas: z
    .array(
      z.strictObject({
        Region: z.string(),
        ...settings,
        ReadProvisionedThroughputSettings: readSettings.optional(),
        GlobalSecondaryIndexes: z
          .array(z.strictObject({ IndexName: z.string(), ReadProvisionedThroughputSettings: readSettings.optional() }))
          .optional(),
      }),
    )
    .length(1, 'Replicas: the local cloud has one region, so a global table has one replica'),
})

export type TableProperties = z.infer<typeof tableProperties>
export type GlobalTableProperties = z.infer<typeof globalTableProperties>
type ReadSettings = z.infer<typeof readSettings>
type WriteSettings = z.infer<typeof writeSettings>

/** The table that a global table is in its one region. */
export function ofOneRegion(properties: GlobalTableProperties): TableProperties {
  const { Replicas, GlobalSecondaryIndexes, WriteProvisionedThroughputSettings: write, ...table } = properties
  const [replica] = Replicas
  if (!replica) throw new TypeError('a global table without a replica')
  const {
    Region: _,
    ReadProvisionedThroughputSettings: read,
    GlobalSecondaryIndexes: replicated,
    ...replicaSettings
  } = replica
  const provisioned = properties.BillingMode !== 'PAY_PER_REQUEST'
  return {
    ...table,
    ...replicaSettings,
    ...(provisioned && { ProvisionedThroughput: throughputOf(read, write) }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(
        ({ WriteProvisionedThroughputSettings: indexWrite, ...rest }) => {
          const settingsOfReplica = replicated?.find(({ IndexName }) => IndexName === rest.IndexName)
          const indexRead = settingsOfReplica?.ReadProvisionedThroughputSettings
          return provisioned ? { ...rest, ProvisionedThroughput: throughputOf(indexRead, indexWrite) } : rest
        },
      ),
    }),
  }
}

function throughputOf(read: ReadSettings | undefined, write: WriteSettings | undefined) {
  const readScaling = read?.ReadCapacityAutoScalingSettings
  const writeScaling = write?.WriteCapacityAutoScalingSettings
  return {
    ReadCapacityUnits: read?.ReadCapacityUnits ?? readScaling?.SeedCapacity ?? readScaling?.MinCapacity ?? 1,
    WriteCapacityUnits: writeScaling?.SeedCapacity ?? writeScaling?.MinCapacity ?? 1,
  }
}
