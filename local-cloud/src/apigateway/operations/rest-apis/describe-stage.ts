import type { Stage } from '../../stores/rest-api-config.ts'

/** A stage as the API shows it. */
export const describeStage = (stage: Stage): object => ({
  deploymentId: stage.deploymentId,
  stageName: stage.name,
  description: stage.description,
  cacheClusterEnabled: false,
  cacheClusterStatus: 'NOT_AVAILABLE',
  methodSettings: Object.fromEntries(
    stage.methodSettings.map(({ resourcePath, httpMethod, throttle }) => [
      `${resourcePath === '*' ? '*' : resourcePath.slice(1).replaceAll('/', '~1')}/${httpMethod}`,
      {
        metricsEnabled: false,
        loggingLevel: 'OFF',
        dataTraceEnabled: false,
        throttlingBurstLimit: throttle?.burstLimit,
        throttlingRateLimit: throttle?.rateLimit,
        cachingEnabled: false,
      },
    ]),
  ),
  ...(Object.keys(stage.variables).length > 0 && { variables: stage.variables }),
  ...(stage.accessLog && { accessLogSettings: stage.accessLog }),
  tracingEnabled: false,
  createdDate: Math.floor(stage.createdAt / 1000),
  lastUpdatedDate: Math.floor(stage.updatedAt / 1000),
})
