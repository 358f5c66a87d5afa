import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { LEAST_CUTOFF_BYTES } from '../limits.ts'
import type { WorkGroupStore } from '../stores/work-group-store.ts'
import { ENGINE, PRIMARY, workGroupArn } from '../work-group.ts'

const EFFECTIVE = 'WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion'

const Configuration = z.strictObject({
  BytesScannedCutoffPerQuery: z.int().min(LEAST_CUTOFF_BYTES).optional(),
  EnforceWorkGroupConfiguration: z.boolean().optional(),
  EngineVersion: z
    .strictObject({
      SelectedEngineVersion: z.enum(['AUTO', ENGINE]).optional(),
      EffectiveEngineVersion: z.string().optional(),
    })
    .optional(),
  // Nothing here measures queries, nobody else pays, and there is one account: what says so is read, and anything else is refused.
  PublishCloudWatchMetricsEnabled: z.boolean().optional(),
  RequesterPaysEnabled: z.literal(false).optional(),
  ResultConfiguration: z
    .strictObject({
      OutputLocation: z.string().startsWith('s3://').optional(),
      EncryptionConfiguration: z.strictObject({ EncryptionOption: z.literal('SSE_S3') }).optional(),
      ExpectedBucketOwner: z.string().optional(),
    })
    .optional(),
})

const Properties = z.strictObject({
  Name: z.string().regex(/^[a-zA-Z0-9._-]{1,128}$/),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  WorkGroupConfiguration: Configuration.optional(),
})
type Properties = z.infer<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-workgroup.html */
export function workGroupType({ context, groups }: { context: CloudContext; groups: WorkGroupStore }): ResourceType {
  const put = ({ Name, State, WorkGroupConfiguration: given = {} }: Properties, createdAt: number): Deployed => {
    if (Name === PRIMARY)
      throw new AwsError('InvalidRequestException', 'The primary workgroup cannot be created or deleted')
    groups.put({
      name: Name,
      isEnabled: State !== 'DISABLED',
      isEnforced: given.EnforceWorkGroupConfiguration ?? true,
      outputLocation: given.ResultConfiguration?.OutputLocation ?? null,
      cutoffBytes: given.BytesScannedCutoffPerQuery ?? null,
      engine: given.EngineVersion?.SelectedEngineVersion ?? 'AUTO',
      createdAt,
    })
    return { physicalId: Name, attributes: { CreationTime: String(Math.floor(createdAt / 1000)), [EFFECTIVE]: ENGINE } }
  }
  return resourceType<Properties>({
    type: 'AWS::Athena::WorkGroup',
    attributes: ['CreationTime', EFFECTIVE],
    properties: Properties,
    createOnly: ['Name'],
    meaningless: {
      Description: 'a text for people',
      RecursiveDeleteOption: 'a workgroup goes with its queries in any case',
      Tags: 'nothing here reads the tags of workgroups',
    },
    named: { by: ({ Name }) => Name, exists: (name) => groups.find(name) !== undefined },
    access: calls<Properties>(
      {
        create: ['athena:CreateWorkGroup'],
        update: ['athena:UpdateWorkGroup'],
        delete: ['athena:DeleteWorkGroup'],
      },
      ({ properties }) => workGroupArn(context, properties.Name),
    ),
    create: (properties) => put(properties, context.clock.now()),
    update: (properties, { physicalId }) => put(properties, groups.find(physicalId)?.createdAt ?? context.clock.now()),
    delete: ({ physicalId }) => groups.delete(physicalId),
  })
}
