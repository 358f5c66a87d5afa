import type { Principal } from '../core/principal.ts'
import type { ParameterValue } from './parameters.ts'

/** What becomes of a stack whose creation fails. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export type OnFailure = 'ROLLBACK' | 'DELETE' | 'DO_NOTHING'

interface Requested {
  /** Whose rights count where the stack has no service role. */
  requestedBy: Principal
  clientRequestToken: string | null
}

/** A creation or update under way. */
export interface DeployOperation extends Requested {
  kind: 'deploy'
  template: string
  parameters: Record<string, ParameterValue>
  fingerprint: string
  onFailure: OnFailure
  /** New resources go with a roll-back even where their policy is Retain. */
  retainExceptOnCreate: boolean
  /** The stack policy that decides over this update, if one does. */
  policy?: string
  /** The one that the stack has once the update succeeded. */
  nextPolicy?: string
  /** The change set that is executed, if one is. */
  changeSetId: string | null
  /** What the stack was before; null for a creation. */
  former: StackState | null
}

export interface DeleteOperation extends Requested {
  kind: 'delete'
  /** Logical ids that are left alone though their policy is not Retain. */
  retain: string[]
}

/** Stored with the stack: whoever opens the data folder next finishes it. */
export type StackOperation = DeployOperation | DeleteOperation

/** Of a stack, what an update changes before its resources, and what its failure gives back. */
export interface StackState {
  description: string | null
  parameters: StackParameters
  tags: Record<string, string>
  /** Hash of everything that the last successful deployment was made from; null while one is under way or after one failed. */
  fingerprint: string | null
}

export type StackParameters = Record<string, { input: string; resolved?: string; noEcho: boolean }>
