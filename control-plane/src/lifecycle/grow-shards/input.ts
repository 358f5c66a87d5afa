import * as z from 'zod/mini'

/** What was asked for. */
export const Input = z.object({ shards: z.int() })
