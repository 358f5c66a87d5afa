import type { Run } from '../flow/flow.ts'

/** What a Task state's Resource stands for. */
export interface Integration {
  /** As in the events of the history; undefined for a plain function, whose events have names of their own. */
  resourceType: string | undefined
  resource: string
  waitsForToken: boolean
  /** Calls the service as the state machine's role. */
  call(run: Run, input: unknown): Promise<unknown>
}

/** Recognises a resource of one kind; undefined when it is of another. */
export type IntegrationKind = (resource: string) => Integration | undefined
