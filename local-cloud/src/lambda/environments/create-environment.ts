import { join } from 'node:path'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Iam, LogWriter, Tracer } from '../../core/faces.ts'
import { NO_TRACER } from '../../core/no-tracer.ts'
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
  tracer: Pick<Tracer, 'daemon'>
}) {
  const { context, iam, code, layers, tracer } = services
  const compiledRoot = join(context.dataDir, 'lambda', 'compiled')
  const threads = threadSource(writeRuntime(join(context.dataDir, 'lambda', 'runtime')))

  return {
    create(fn: FunctionRecord): Environment {
      const { credentials, session } = iam.assumeForService({
        roleArn: fn.role,
        service: 'lambda.amazonaws.com',
        sessionName: fn.name,
        durationSeconds: LAPTOP.sessionSeconds,
      })
      const daemon = fn.tracingMode === 'Active' ? tracer.daemon(session) : NO_TRACER.daemon(session)
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
        start: daemon.then(({ address }) => ({
          type: 'start' as const,
          variables: variablesOf(fn, {
            region: context.region,
            endpoint,
            credentials,
            logStream: log.stream,
            codeRoot,
            daemon: address,
          }),
          codeRoot,
          layerRoots,
          compiledRoot,
          // The SDK's clients are dependencies of this package.
          sdkParent: import.meta.url,
          handler: fn.handler,
          endpoint,
          logFormat: fn.logFormat,
          logLevel: fn.applicationLogLevel,
          ahead: context.clock.ahead,
          callbacks: fn.runtime === 'nodejs22.x',
        })),
      })
      void environment.ended.then(async () => (await daemon).close())
      void environment.initialised.then(() => threads.prepare(fn.memoryMb))
      return environment
    },

    /** Has a thread of this size ready for the first invocation. */
    prepare: threads.prepare,
    close: threads.close,
  }
}
