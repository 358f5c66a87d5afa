import type { CloudContext } from '../core/cloud-context.ts'
import type { LogWriter } from '../core/faces.ts'
import type { Compiler } from './stage/compile-stage.ts'
import type { Stores } from './stores/stores.ts'

/** What operations and resource types work with. */
export interface Gateway extends Stores {
  context: CloudContext
  logs: LogWriter
  /** Deployments and stages are compiled when they are made, so that what cannot be served fails there. */
  compiler: Compiler
}
