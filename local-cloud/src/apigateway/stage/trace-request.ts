import type { CloudContext } from '../../core/cloud-context.ts'
import type { Tracer } from '../../core/faces.ts'
import { newTraceRoot, readTraceHeader, traceHeaderOf, writeTraceHeader } from '../../core/trace-header.ts'
import { addressOf } from './addressed-as.ts'
import type { StageExchange } from './compiled-stage.ts'

/** Begins the trace of a request, where its stage has tracing enabled; what it gives back ends it. */
export type TraceRequest = (exchange: StageExchange) => (status: number) => void

/**
 * The segment of a stage. Where the client sends a decision it holds, else the stage samples. Without tracing the header is only passed on.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html
 */
export function traceRequest({
  context: { clock, ids, accountId },
  tracer,
  nameOf,
}: {
  context: Pick<CloudContext, 'clock' | 'ids' | 'accountId'>
  tracer: Pick<Tracer, 'sample' | 'put'>
  nameOf: (apiId: string) => string
}): TraceRequest {
  return (exchange) => {
    const { stage, request, startedAt } = exchange
    if (!stage.isTraced) return () => {}
    const upstream = readTraceHeader(traceHeaderOf(request.headers))
    const root = upstream?.root ?? newTraceRoot(startedAt, ids.bytes(12))
    const isSampled = upstream?.isSampled ?? tracer.sample()
    const id = ids.bytes(8).toString('hex')
    exchange.traceId = writeTraceHeader({ root, parent: isSampled ? id : upstream?.parent, isSampled })
    if (!isSampled) return () => {}
    return (status) => {
      const { domainName, fullPath } = addressOf(exchange)
      const user_agent = request.headers['user-agent']?.at(-1)
      tracer.put({
        name: `${nameOf(stage.apiId)}/${stage.name}`,
        id,
        trace_id: root,
        ...(upstream?.parent && { parent_id: upstream.parent }),
        start_time: startedAt / 1000,
        end_time: clock.now() / 1000,
        origin: 'AWS::ApiGateway::Stage',
        http: {
          request: {
            url: `https://${domainName}${fullPath}`,
            method: request.method,
            client_ip: request.sourceIp,
            ...(user_agent !== undefined && { user_agent }),
            x_forwarded_for: true,
          },
          response: { status },
        },
        aws: {
          api_gateway: {
            account_id: accountId,
            rest_api_id: stage.apiId,
            stage: stage.name,
            request_id: exchange.requestId,
          },
        },
        ...(status >= 400 && status < 500 && { error: true }),
        ...(status === 429 && { throttle: true }),
        ...(status >= 500 && { fault: true }),
      })
    }
  }
}
