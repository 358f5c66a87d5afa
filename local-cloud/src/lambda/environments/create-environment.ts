import { join } from 'node:path'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Iam, LogWriter } from '../../core/faces.ts'
import type { CodeStore } from '../code/code-store.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LAPTOP } from '../limits.ts'
import type { LayerStore } from '../stores/layer-store.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { environmentLog } from './environment-log.ts'
import { writeRuntime } from './runtime-files.ts'
import { threadSource } from './thread-source.ts'
import { variablesOf } from './variables.ts'

/** Makes execution environments: a session of the function's role, a log stream, a thread. */
export function environmentFactory(services: {
  context: CloudContext
  iam: Iam
  logs: LogWriter
  code: CodeStore
  layers: LayerStore
}) {
  const { context, iam, code, layers } = services
  const threads = threadSource(writeRuntime(join(context.dataDir, 'lambda', 'runtime')))
  const hex = (bytes: number) => context.ids.bytes(bytes).toString('hex')
  const traceId = () => {
    const epoch = Math.floor(context.clock.now() / 1000).toString(16)
    return `Root=1-${epoch}-${hex(12)};Parent=${hex(8)};Sampled=0`
  }

  return {
    create(fn: FunctionRecord): Environment {
      const { credentials, session } = iam.assumeForService({
        roleArn: fn.role,
        service: 'lambda.amazonaws.com',
        sessionName: fn.name,
        durationSeconds: LAPTOP.sessionSeconds,
      })
      const log = environmentLog(services, fn, session)
      const codeRoot = code.directoryOf(fn.codeSha256)
      const layerRoots = fn.layers.map((arn) => layers.directoryOf(arn))
      const endpoint = context.endpoint()
      const environment = startEnvironment({
        worker: threads.take(fn.memoryMb),
        fn,
        log,
        clock: context.clock,
        usableUntil: credentials.expiresAt - fn.timeoutSeconds * 1000 - LAPTOP.credentialMarginMs,
        traceId,
        start: {
          type: 'start',
          variables: variablesOf(fn, {
            region: context.region,
            endpoint,
            credentials,
            logStream: log.stream,
            codeRoot,
          }),
          codeRoot,
          layerRoots,
          // The SDK's clients are dependencies of this package.
          sdkParent: import.meta.url,
          handler: fn.handler,
          endpoint,
          logFormat: fn.logFormat,
          logLevel: fn.applicationLogLevel,
          aheadMs: context.clock.ahead?.() ?? 0,
          callbacks: fn.runtime === 'nodejs22.x',
        },
      })
      void environment.initialised.then(() => threads.prepare(fn.memoryMb))
      return environment
    },

    /** Has a thread of this size ready for the first invocation. */
    prepare: threads.prepare,
    close: threads.close,
  }
}
