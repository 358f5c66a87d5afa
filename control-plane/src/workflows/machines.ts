import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import { jsonVariable } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** An environment variable's JSON: kind of workflow → ARN of its state machine. */
export const Machines = jsonVariable(z.record(z.enum(MACHINE_KINDS), z.string()))
export type Machines = z.output<typeof Machines>
