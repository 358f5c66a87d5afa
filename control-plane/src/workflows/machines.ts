import { MACHINE_KINDS, type MachineKind, type WorkflowKind } from '@tenantry/contracts/workflows.ts'
import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** An environment variable's JSON: kind of workflow → ARN of its state machine. */
export const Machines = jsonText(z.record(z.enum(MACHINE_KINDS), z.string()))
export type Machines = z.output<typeof Machines>

/** Whether a state machine carries it out; else it was a single transaction. */
export const hasMachine = <Of extends { kind: WorkflowKind }>(workflow: Of): workflow is Of & { kind: MachineKind } =>
  MACHINE_KINDS.some((kind) => kind === workflow.kind)
