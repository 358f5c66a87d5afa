import type { ParameterValue } from '../parameters.ts'
import type { OnFailure } from '../stack-operation.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
export interface PlannedChange {
  Action: 'Add' | 'Modify' | 'Remove'
  LogicalResourceId: string
  PhysicalResourceId?: string
  ResourceType: string
  PolicyAction?: 'Delete' | 'Retain' | 'ReplaceAndDelete' | 'ReplaceAndRetain'
  Replacement?: 'True' | 'False' | 'Conditional'
  Scope?: 'Properties'[]
  Details?: PropertyChange[]
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html */
export interface PropertyChange {
  Target: { Attribute: 'Properties'; Name: string; RequiresRecreation: 'Never' | 'Always' }
  /** Dynamic where the value is only known once another resource was made. */
  Evaluation: 'Static' | 'Dynamic'
  ChangeSource: 'DirectModification' | 'ParameterReference' | 'ResourceReference'
  CausingEntity?: string
}

/** What a stack is to become, worked out and not done yet. */
export interface ChangeSet {
  /** Its ARN. */
  id: string
  name: string
  stackId: string
  stackName: string
  description: string | null
  /** FAILED where there is nothing to change. */
  status: 'CREATE_COMPLETE' | 'FAILED'
  reason: string | null
  execution: 'UNAVAILABLE' | 'AVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED' | 'OBSOLETE'
  template: string
  parameters: Record<string, ParameterValue>
  tags: Record<string, string>
  capabilities: string[]
  /** Null keeps the stack's. */
  roleArn: string | null
  onFailure: OnFailure
  changes: PlannedChange[]
  /** Of the request that created it: the same again is the same request. */
  clientToken: string | null
  createdAt: number
}
