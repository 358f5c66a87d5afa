import * as z from 'zod/mini'
import { crockford, ID_ALPHABET } from './ids.ts'

/** One step of a workflow's state machine. */
export interface MachineStep {
  name: string
  /** Seconds that the step may wait for an answer from outside, which comes with the step's task token. */
  answerSeconds?: number
}

/**
 * The steps of each kind of workflow that a state machine carries out, in their order. Each may run again; when one fails, `compensate`
 * undoes what the others have made.
 */
export const MACHINES = {
  onboarding: [{ name: 'api-key' }, { name: 'app-plane', answerSeconds: 300 }, { name: 'activate' }],
} as const satisfies Record<string, readonly MachineStep[]>
export type MachineKind = keyof typeof MACHINES
export const MACHINE_KINDS = Object.keys(MACHINES) as MachineKind[]

/** Every kind of workflow; one without a machine is a single transaction. */
export const WORKFLOW_KINDS = [...MACHINE_KINDS, 'offboarding'] as const
export type WorkflowKind = (typeof WORKFLOW_KINDS)[number]

/** The partition of the tenants table with the slots that running onboardings hold. */
export const SLOTS = 'slots#onboarding'

/** The names of all steps, in the order in which kinds and machines have them. */
export const STEP_NAMES = ['api-key', 'app-plane', 'activate', 'release-name', 'compensate'] as const
export type StepName = (typeof STEP_NAMES)[number]

/** `waiting` is for a person; a workflow that waits for an answer of the application plane is `running`. */
export const WORKFLOW_STATUSES = ['running', 'waiting', 'done', 'failed', 'undone'] as const
export const STEP_STATUSES = ['pending', 'running', 'done', 'failed'] as const

/**
 * The name of an error that may pass by itself: a throttle, a service error, a lost connection, a write that met another one. State
 * machines try again when a step ends with it.
 */
export const TRANSIENT_ERROR = 'TransientError'

const RANDOM_LENGTH = 12
export const WorkflowId = z.string().check(z.regex(/^wfl_[0-9a-hjkmnp-tv-z]{22}$/, 'must be a workflow id'))

/** An id by which a tenant's workflows sort in the order of their start. `random` draws that many characters of the alphabet. */
export const workflowId = (timeMs: number, random: (length: number, alphabet: string) => string): string =>
  `wfl_${crockford(timeMs, 10)}${random(RANDOM_LENGTH, ID_ALPHABET)}`
