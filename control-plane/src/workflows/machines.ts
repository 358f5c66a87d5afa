import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** An environment variable's JSON: kind of workflow → ARN of its state machine. */
export const Machines = jsonText(z.record(z.enum(MACHINE_KINDS), z.string()))
export type Machines = z.output<typeof Machines>
