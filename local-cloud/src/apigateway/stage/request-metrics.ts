import type { MetricWriter } from '../../core/faces.ts'
import type { Exchange } from './exchange.ts'

/** Counts a request that was answered at `now`. */
export type RequestMetrics = (exchange: Exchange, status: number, now: number) => void

/** The metrics of APIs and stages. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export function requestMetrics(nameOf: (apiId: string) => string, metrics: MetricWriter): RequestMetrics {
  return ({ stage, startedAt, integrationLatency }, status, now) => {
    const ApiName = nameOf(stage.apiId)
    const sets: Record<string, string>[] = [{ ApiName }, { ApiName, Stage: stage.name }]
    for (const dimensions of sets) {
      const put = (name: string, value: number, unit: string) =>
        metrics.put({ namespace: 'AWS/ApiGateway', name, dimensions, values: [value], unit })
      put('Count', 1, 'Count')
      put('4XXError', Number(status >= 400 && status < 500), 'Count')
      put('5XXError', Number(status >= 500), 'Count')
      put('Latency', now - startedAt, 'Milliseconds')
      if (integrationLatency !== null) put('IntegrationLatency', integrationLatency, 'Milliseconds')
    }
  }
}
