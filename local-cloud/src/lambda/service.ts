import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, Functions, Iam, LogWriter, MetricWriter, Tracer } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { NO_METRICS } from '../core/no-metrics.ts'
import { NO_TRACER } from '../core/no-tracer.ts'
import type { InternalApi } from '../core/service.ts'
import type { OnUse } from '../core/use.ts'
import { codeStore, type Objects } from './code/code-store.ts'
import { environmentFactory } from './environments/create-environment.ts'
import { environmentPool } from './environments/pool.ts'
import { errorShape } from './error-shape.ts'
import { pollers as pollersOf } from './event-sources/pollers.ts'
import { functionNames } from './function-names.ts'
import { asynchronousQueue } from './invocations/asynchronous-queue.ts'
import { authorizeInvocation } from './invocations/authorize-invocation.ts'
import { checkSize, runInvocation } from './invocations/run-invocation.ts'
import { traceInvocation } from './invocations/trace-invocation.ts'
import type { LambdaServices } from './lambda-services.ts'
import { getFunction, getFunctionConfiguration } from './operations/get-function.ts'
import { invoke } from './operations/invoke.ts'
import { listFunctions } from './operations/list-functions.ts'
import { eventInvokeConfigType } from './resources/event-invoke-config.ts'
import { eventSourceMappingType } from './resources/event-source-mapping.ts'
import { functionType } from './resources/function.ts'
import { layerVersionType } from './resources/layer-version.ts'
import { permissionType } from './resources/permission.ts'
import { eventInvokeStore } from './stores/event-invoke-store.ts'
import { eventSourceStore } from './stores/event-source-store.ts'
import { functionStore } from './stores/function-store.ts'
import { layerStore } from './stores/layer-store.ts'
import { permissionStore } from './stores/permission-store.ts'

/** AWS Lambda: functions run in worker threads of this process and end with it. */
export function lambdaService({
  context,
  iam,
  api,
  logs,
  objects,
  metrics = NO_METRICS,
  tracer = NO_TRACER,
  meter = NO_METER,
  onUse = () => {},
}: {
  context: CloudContext
  iam: Iam
  api: InternalApi
  logs: LogWriter
  objects: Objects
  metrics?: MetricWriter
  tracer?: Tracer
  meter?: BillMeter
  onUse?: OnUse | undefined
}) {
  const names = functionNames(context)
  const functions = functionStore(context, names)
  const permissions = permissionStore(context)
  const layers = layerStore(context, names)
  const eventInvoke = eventInvokeStore(context)
  const code = codeStore({ context, objects })
  const factory = environmentFactory({ context, iam, logs, code, layers, tracer })
  const pool = environmentPool({
    clock: context.clock,
    create: factory.create,
    isCurrent: (fn) => functions.get(fn.name)?.revision === fn.revision,
  })
  const run = runInvocation({
    pool,
    functions,
    metrics,
    meter,
    trace: traceInvocation({ context, tracer }),
    clock: context.clock,
    onUse,
  })
  const queue = asynchronousQueue({ context, functions, eventInvoke, run })
  const eventSources = eventSourceStore(context)
  const pollers = pollersOf({ context, iam, api, functions, run, eventSources })
  const services: LambdaServices = {
    context,
    iam,
    api,
    names,
    functions,
    permissions,
    layers,
    eventInvoke,
    code,
    pool,
    run,
    queue,
    eventSources,
    pollers,
  }

  return {
    name: 'lambda',
    api: {
      name: 'lambda',
      protocol: 'rest-json',
      errorShape,
      operations: {
        Invoke: invoke(services),
        GetFunction: getFunction(services),
        GetFunctionConfiguration: getFunctionConfiguration(services),
        ListFunctions: listFunctions(services),
      },
    },
    resourceTypes: [
      functionType(services),
      permissionType(services),
      layerVersionType(services),
      eventInvokeConfigType(services),
      eventSourceMappingType(services),
    ],
    functions: {
      async invoke(functionArn, payload, caller, traceHeader?: string) {
        const fn = functions.find(functionArn)
        authorizeInvocation(services, fn, caller)
        checkSize(payload, false)
        const requestId = context.ids.uuid()
        const { payload: answer, functionError } = await run(fn, requestId, payload, { traceHeader })
        return { requestId, payload: answer, ...(functionError && { functionError }) }
      },
      invokeLater(functionArn, payload, caller, traceHeader?: string) {
        const fn = functions.find(functionArn)
        authorizeInvocation(services, fn, caller)
        checkSize(payload, true)
        queue.accept(fn, payload, traceHeader)
      },
    },
    start() {
      queue.start()
      pollers.start()
      for (const memoryMb of new Set(functions.list().map((fn) => fn.memoryMb))) factory.prepare(memoryMb)
    },
    async close() {
      queue.close()
      pollers.close()
      await Promise.all([pool.close(), factory.close()])
    },
  } satisfies CloudService & { functions: Functions }
}
