import * as z from 'zod/mini'
import { crockford, ID_ALPHABET } from './ids.ts'

/** One step of a workflow's state machine. */
export interface MachineStep {
  name: string
  /** Seconds that the step may wait for an answer from outside, which comes with the step's task token. */
  answerSeconds?: number
  /** Whether the step may ask to be called again, at once or later, or to have the run end until a person has decided (see `StepOutcome`). */
  loops?: true
  /** Where alone a workflow has the step: for tenants with a silo. */
  onlyWhere?: 'silo'
  /** Whether nothing can be undone once the step has begun: what fails then is tried again, from this step on. */
  isFinal?: true
}

/** What a step that loops answers its state machine. */
export interface StepOutcome {
  next: 'done' | 'again' | 'wait' | 'pause'
  /** Of `wait`: when the step is called again. */
  seconds?: number
}

/**
 * The steps of each kind of workflow that a state machine carries out, in their order. Each may run again; when one fails, `compensate`
 * undoes what the others have made.
 */
export const MACHINES = {
  onboarding: [
    { name: 'preflight' },
    { name: 'stack', loops: true, onlyWhere: 'silo' },
    { name: 'api-key' },
    { name: 'app-plane', answerSeconds: 300 },
    { name: 'activate' },
  ],
  import: [
    { name: 'verify', loops: true },
    { name: 'preflight' },
    { name: 'stack', loops: true, onlyWhere: 'silo' },
    { name: 'api-key' },
    { name: 'app-plane', answerSeconds: 300 },
    { name: 'write', loops: true },
    { name: 'check', loops: true },
    { name: 'people', loops: true },
    { name: 'activate' },
  ],
  'change-tier': [
    { name: 'new-key', loops: true },
    { name: 'switch-key', answerSeconds: 300 },
    { name: 'settle-quota', loops: true },
    { name: 'old-key', isFinal: true },
  ],
  'grow-shards': [
    { name: 'read-shards', answerSeconds: 300 },
    { name: 'write-shards', loops: true },
  ],
  move: [
    { name: 'new-key', loops: true },
    { name: 'prepare', loops: true },
    { name: 'announce', loops: true },
    { name: 'copy', loops: true },
    { name: 'catch-up', loops: true },
    { name: 'fence', loops: true },
    { name: 'verify', loops: true },
    { name: 'switch', loops: true },
    { name: 'settle', loops: true },
    { name: 'release', loops: true, isFinal: true },
    { name: 'clean-up', loops: true, isFinal: true },
  ],
  export: [{ name: 'export', loops: true }],
  restore: [
    { name: 'verify', loops: true },
    { name: 'write', loops: true, isFinal: true },
    { name: 'people', loops: true, isFinal: true },
    { name: 'check', loops: true, isFinal: true },
  ],
  offboarding: [
    { name: 'close', answerSeconds: 300 },
    { name: 'settle', loops: true },
    { name: 'export', loops: true },
    { name: 'count', loops: true },
    { name: 'people', loops: true, isFinal: true },
    { name: 'purge', loops: true, isFinal: true },
    { name: 'recount', loops: true, isFinal: true },
    { name: 'remove-silo', loops: true, onlyWhere: 'silo', isFinal: true },
    { name: 'delete', isFinal: true },
  ],
} as const satisfies Record<string, readonly MachineStep[]>
export type MachineKind = keyof typeof MACHINES
export const MACHINE_KINDS = Object.keys(MACHINES) as MachineKind[]

/** Every kind of workflow. The offboarding of a tenant that was never served is a single transaction, and runs no machine. */
export const WORKFLOW_KINDS = MACHINE_KINDS
export type WorkflowKind = MachineKind

/** The steps of a kind, in their order. */
export const stepsOf = (kind: WorkflowKind): readonly MachineStep[] =>
  kind in MACHINES ? MACHINES[kind as MachineKind] : []

/** Workflows that take their slots from the same few: onboardings, which strangers start, and all others, which wait for none of them. */
export const SLOT_GROUPS = ['onboarding', 'work'] as const
export type SlotGroup = (typeof SLOT_GROUPS)[number]
export const slotGroupOf = (kind: WorkflowKind): SlotGroup => (kind === 'onboarding' ? 'onboarding' : 'work')

/** The partition of the tenants table with the slots that running workflows of a group hold. */
export const slotsKey = (group: SlotGroup): `slots#${SlotGroup}` => `slots#${group}`

/** The names of all steps, in the order in which kinds and machines have them. */
export const STEP_NAMES = [
  'preflight',
  'stack',
  'api-key',
  'app-plane',
  'activate',
  'new-key',
  'switch-key',
  'settle-quota',
  'old-key',
  'read-shards',
  'write-shards',
  'prepare',
  'announce',
  'copy',
  'catch-up',
  'fence',
  'verify',
  'switch',
  'settle',
  'release',
  'clean-up',
  'close',
  'export',
  'count',
  'write',
  'people',
  'check',
  'purge',
  'recount',
  'remove-silo',
  'delete',
  'release-name',
  'compensate',
] as const
export type StepName = (typeof STEP_NAMES)[number]

/** `waiting` is for a person; a workflow that waits for an answer of the application plane is `running`. */
export const WORKFLOW_STATUSES = ['running', 'waiting', 'done', 'failed', 'undone'] as const
export const STEP_STATUSES = ['pending', 'running', 'done', 'failed'] as const

/** Where a workflow that is not over stands: with a person, at work or failed with something left over, in the queue, or before its time. */
export const WORKFLOW_STAGES = ['waiting', 'at-work', 'queued', 'scheduled'] as const
export type WorkflowStage = (typeof WORKFLOW_STAGES)[number]

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
