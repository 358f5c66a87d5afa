import * as z from 'zod/mini'
import type { Workflow } from './workflow.ts'

/** What the progress of a workflow says that is being undone, and has asked the app plane to return to the state before. */
export const AskedBack = z.object({
  /** The request. */
  backBy: z.optional(z.object({ sequence: z.int(), at: z.string() })),
  /** When the app plane had done it. */
  backAt: z.optional(z.string()),
})

/** The workflow once the app plane has answered the request with this sequence; null where it has asked for nothing by that. */
export function noteReturn(workflow: Workflow, sequence: number, at: string): Workflow | null {
  const { backBy, backAt } = z.safeParse(AskedBack, workflow.progress).data ?? {}
  if (workflow.status !== 'running' || backBy?.sequence !== sequence || backAt !== undefined) return null
  return { ...workflow, progress: { ...workflow.progress, backAt: at } }
}
