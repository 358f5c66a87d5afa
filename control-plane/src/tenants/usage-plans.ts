import { jsonText } from '@tenantry/toolkit/env.ts'
import * as z from 'zod/mini'

/** An environment variable's JSON: tier name → id of its usage plan. */
export const UsagePlans = jsonText(z.record(z.string(), z.string()))
