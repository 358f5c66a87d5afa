import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, Iam, LogWriter } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { codeStore, type Objects } from './code/code-store.ts'
import { environmentFactory } from './environments/create-environment.ts'
import { environmentPool } from './environments/pool.ts'
import { eventInvokeStore } from './event-invoke-store.ts'
import { functionNames } from './function-names.ts'
import { functionStore } from './function-store.ts'
import { asynchronousQueue } from './invocations/asynchronous-queue.ts'
import { authorizeInvocation } from './invocations/authorize-invocation.ts'
import { checkSize, runInvocation } from './invocations/run-invocation.ts'
import type { LambdaServices } from './lambda-services.ts'
import { layerStore } from './layer-store.ts'
import { getFunction, getFunctionConfiguration } from './operations/get-function.ts'
import { getPolicy } from './operations/get-policy.ts'
import { invoke } from './operations/invoke.ts'
import { listFunctions } from './operations/list-functions.ts'
import { permissionStore } from './permission-store.ts'
import { eventInvokeConfigType } from './resources/event-invoke-config.ts'
import { functionType } from './resources/function.ts'
import { layerVersionType } from './resources/layer-version.ts'
import { permissionType } from './resources/permission.ts'

/** AWS Lambda: functions run in worker threads of this process and end with it. */
export function lambdaService({
  context,
  iam,
  logs,
  objects,
}: {
  context: CloudContext
  iam: Iam
  logs: LogWriter
  objects: Objects
}): {
  service: Service
  resourceTypes: ResourceType[]
  functions: Functions
  /** Once the endpoint listens: takes up asynchronous invocations that an earlier run has left. */
  start(): void
  close(): Promise<void>
} {
  const names = functionNames(context)
  const functions = functionStore(context, names)
  const permissions = permissionStore(context)
  const layers = layerStore(context, names)
  const eventInvoke = eventInvokeStore(context)
  const code = codeStore({ context, objects })
  const factory = environmentFactory({ context, iam, logs, code, layers })
  const pool = environmentPool({
    clock: context.clock,
    create: factory.create,
    isCurrent: (fn) => functions.get(fn.name)?.revision === fn.revision,
  })
  const run = runInvocation({ pool, functions })
  const queue = asynchronousQueue({ context, functions, eventInvoke, run })
  const services: LambdaServices = {
    context,
    iam,
    names,
    functions,
    permissions,
    layers,
    eventInvoke,
    code,
    pool,
    run,
    queue,
  }

  return {
    service: {
      name: 'lambda',
      protocol: 'rest-json',
      operations: {
        Invoke: invoke(services),
        GetFunction: getFunction(services),
        GetFunctionConfiguration: getFunctionConfiguration(services),
        GetPolicy: getPolicy(services),
        ListFunctions: listFunctions(services),
      },
    },
    resourceTypes: [
      functionType(services),
      permissionType(services),
      layerVersionType(services),
      eventInvokeConfigType(services),
    ],
    functions: {
      async invoke(functionArn, payload, caller) {
        const fn = functions.find(functionArn)
        authorizeInvocation(services, fn, caller)
        checkSize(payload, false)
        const requestId = context.ids.uuid()
        const { logTail: _, ...outcome } = await run(fn, requestId, payload)
        return { requestId, ...outcome }
      },
      invokeLater(functionArn, payload, caller) {
        const fn = functions.find(functionArn)
        authorizeInvocation(services, fn, caller)
        checkSize(payload, true)
        queue.accept(fn, payload)
      },
    },
    start() {
      queue.start()
      for (const memoryMb of new Set(functions.list().map((fn) => fn.memoryMb))) factory.prepare(memoryMb)
    },
    async close() {
      queue.close()
      await Promise.all([pool.close(), factory.close()])
    },
  }
}
