import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam } from '../core/faces.ts'
import type { InternalApi } from '../core/service.ts'
import type { CodeStore } from './code/code-store.ts'
import type { EnvironmentPool } from './environments/pool.ts'
import type { Pollers } from './event-sources/pollers.ts'
import type { FunctionNames } from './function-names.ts'
import type { asynchronousQueue } from './invocations/asynchronous-queue.ts'
import type { RunInvocation } from './invocations/run-invocation.ts'
import type { EventInvokeStore } from './stores/event-invoke-store.ts'
import type { EventSourceStore } from './stores/event-source-store.ts'
import type { FunctionStore } from './stores/function-store.ts'
import type { LayerStore } from './stores/layer-store.ts'
import type { PermissionStore } from './stores/permission-store.ts'

/** What Lambda's operations and resource types are built from; each takes what it needs. */
export interface LambdaServices {
  context: CloudContext
  iam: Iam
  api: InternalApi
  names: FunctionNames
  functions: FunctionStore
  permissions: PermissionStore
  layers: LayerStore
  eventInvoke: EventInvokeStore
  code: CodeStore
  pool: EnvironmentPool
  run: RunInvocation
  queue: ReturnType<typeof asynchronousQueue>
  eventSources: EventSourceStore
  pollers: Pollers
}
