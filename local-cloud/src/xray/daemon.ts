import { createSocket } from 'node:dgram'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Iam, TraceDaemon, Tracer } from '../core/faces.ts'
import type { TraceStore } from './stores/trace-store.ts'
import { takeDocument } from './take-document.ts'

/**
 * The daemon as an execution environment has it beside it, which sends with the rights of the function's role: one socket for each.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export function daemons({
  context,
  iam,
  traces,
}: {
  context: CloudContext
  iam: Pick<Iam, 'authorize'>
  traces: TraceStore
}): Tracer['daemon'] {
  const access = [{ action: 'xray:PutTraceSegments', resource: '*' }]
  return (session) =>
    new Promise<TraceDaemon>((resolve, reject) => {
      const socket = createSocket('udp4')
      // Once it may, it may until it ends: what is still on its way when a function is deleted with its role is nobody's trouble.
      let isAllowed = false
      socket.unref()
      socket.once('error', reject)
      socket.on('message', (datagram) => {
        const document = documentIn(datagram)
        if (document === undefined) return
        try {
          if (!isAllowed) iam.authorize(session, access, 'AccessDeniedException')
          isAllowed = true
          const refused = takeDocument(traces, document)
          if (refused) context.log(`xray: a segment of ${session.roleName} was not taken: ${refused.Message}`)
        } catch (error) {
          // The daemon writes a log of its own; the function hears nothing.
          context.log(`xray: ${String(error)}`)
        }
      })
      socket.bind(0, '127.0.0.1', () => {
        socket.off('error', reject)
        socket.on('error', (error) => context.log(`xray: ${error.message}`))
        resolve({ address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() })
      })
    })
}

/** What follows the header, which is a line of its own: `{"format": "json", "version": 1}`. */
function documentIn(datagram: Buffer): string | undefined {
  const text = datagram.toString('utf8')
  const end = text.indexOf('\n')
  return text.slice(0, Math.max(0, end)).includes('"format"') ? text.slice(end + 1) : undefined
}
