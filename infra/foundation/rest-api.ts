import { BEARER } from '@tenantry/contracts/bearer.ts'
import type { Route } from '@tenantry/contracts/route.ts'
import { AUTHORIZER_TTL_SECONDS } from '@tenantry/contracts/timing.ts'
import { Duration } from 'aws-cdk-lib'
import {
  AccessLogFormat,
  ApiKeySourceType,
  AuthorizationType,
  Cors,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  type MethodOptions,
  RestApi,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { STAGE_NAME } from '../names.ts'
import { ACCESS_LOG_FIELDS, accessLogs } from './access-log.ts'
import { gatewayResponses } from './gateway-responses.ts'

export interface RestApiProps<Service extends string> {
  description: string
  /** @default that of every API */
  stageName?: string
  /** The permission table: no route exists beside it. */
  routes: readonly Route<string, Service>[]
  functions: Record<Service, IFunction>
  /** Each with the services whose routes it decides about; together they decide about every route that is not public. */
  authorizers: { handler: IFunction; services: readonly Service[] }[]
  /** Whether callers are metered by the API key that the authorizer names: on every route that has an authorizer, or usage plans silently do nothing. */
  usagePlans: boolean
  /** Requests per second of the whole stage, and its burst. */
  throttle: { rate: number; burst: number }
  /** The same of each route that strangers may write by; null where there is none. */
  publicWrites: { rate: number; burst: number } | null
}

/** A REST API whose resources, methods and permissions come from a route table of contracts. */
export function restApi<Service extends string>(scope: Construct, id: string, props: RestApiProps<Service>): RestApi {
  const accessLog = accessLogs(scope, id)
  const api = new RestApi(scope, id, {
    description: props.description,
    cloudWatchRole: false,
    endpointTypes: [EndpointType.REGIONAL],
    ...(props.usagePlans && { apiKeySourceType: ApiKeySourceType.AUTHORIZER }),
    deployOptions: {
      stageName: props.stageName ?? STAGE_NAME,
      throttlingRateLimit: props.throttle.rate,
      throttlingBurstLimit: props.throttle.burst,
      methodOptions: throttledWrites(props),
      tracingEnabled: true,
      // What an authorizer returns holds credentials: a data trace would write them to a log.
      dataTraceEnabled: false,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
    },
    // Tokens travel in a header that no browser adds by itself, so a foreign page gains nothing by calling.
    defaultCorsPreflightOptions: {
      allowOrigins: Cors.ALL_ORIGINS,
      allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'X-Tenant-Id'],
      maxAge: Duration.hours(1),
    },
  })
  gatewayResponses(api, { metered: props.usagePlans })
  const authorizerOf = new Map<Service, TokenAuthorizer>()
  for (const [index, { handler, services }] of props.authorizers.entries()) {
    const authorizer = new TokenAuthorizer(scope, `${id}Authorizer${index === 0 ? '' : index + 1}`, {
      handler,
      validationRegex: `^${BEARER}$`,
      resultsCacheTtl: Duration.seconds(AUTHORIZER_TTL_SECONDS),
    })
    for (const service of services) authorizerOf.set(service, authorizer)
  }
  for (const route of props.routes) {
    const integration = new LambdaIntegration(props.functions[route.service], {
      // One permission for each function: a stack has at most 500 resources.
      scopePermissionToMethod: false,
    })
    api.root.resourceForPath(route.path).addMethod(route.method, integration, authorizationOf(route))
  }
  return api

  function authorizationOf({ roles, service }: Route<string, Service>): MethodOptions {
    if (roles === 'public') return { authorizationType: AuthorizationType.NONE }
    const authorizer = authorizerOf.get(service)
    if (!authorizer) throw new Error(`No authorizer decides about the routes of ${service}`)
    return { authorizationType: AuthorizationType.CUSTOM, authorizer, apiKeyRequired: props.usagePlans }
  }
}

/** Routes that anybody may write by, apart from all others. Throws where there are some and no limit. */
function throttledWrites({
  routes,
  publicWrites,
}: Pick<RestApiProps<string>, 'routes' | 'publicWrites'>): Record<string, MethodDeploymentOptions> {
  const open = routes.filter(({ roles, method }) => roles === 'public' && method !== 'GET')
  if (!publicWrites && open.length > 0) throw new Error(`${open[0]?.path} is open to strangers and has no limit`)
  const limit = publicWrites && {
    throttlingRateLimit: publicWrites.rate,
    throttlingBurstLimit: publicWrites.burst,
    dataTraceEnabled: false,
  }
  return Object.fromEntries(open.map(({ path, method }) => [`${path}/${method}`, { ...limit }]))
}
