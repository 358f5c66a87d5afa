/** An API as it is being edited; callers see only what a deployment took a snapshot of. */
export interface RestApi {
  id: string
  name: string
  apiKeySource: ApiKeySource
  endpointTypes: ('REGIONAL' | 'EDGE')[]
  rootResourceId: string
  /** Milliseconds since the epoch. */
  createdAt: number
}

export type ApiKeySource = 'HEADER' | 'AUTHORIZER'

export interface Resource {
  id: string
  /** Null for the root, which comes with the API. */
  parentId: string | null
  pathPart: string
}

export interface Method {
  resourceId: string
  /** `ANY` serves every verb that has no method of its own. */
  httpMethod: string
  /** Null: open. */
  authorizerId: string | null
  apiKeyRequired: boolean
  integration: Integration
  methodResponses: { statusCode: string; responseParameters: string[] }[]
}

export type Integration = LambdaProxyIntegration | MockIntegration

export interface LambdaProxyIntegration {
  type: 'AWS_PROXY'
  functionArn: string
  timeoutMs: number
}

export interface MockIntegration {
  type: 'MOCK'
  /** By content type of the request. */
  requestTemplates: Record<string, string>
  passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER'
  integrationResponses: {
    statusCode: string
    /** Regular expression over the status that the request template gives; null: the default response. */
    selectionPattern: string | null
    responseParameters: Record<string, string>
    responseTemplates: Record<string, string>
  }[]
}

export interface Authorizer {
  id: string
  name: string
  type: 'TOKEN' | 'REQUEST'
  functionArn: string
  /** For example `method.request.header.Authorization`. */
  identitySources: string[]
  /** TOKEN only: what the token must match, before the function is asked. */
  identityValidationExpression: string | null
  /** Seconds; 0: no cache. */
  resultTtl: number
}

export interface GatewayResponse {
  responseType: string
  statusCode: string | null
  /** For example `gatewayresponse.header.Retry-After` to `'1'`. */
  responseParameters: Record<string, string>
  responseTemplates: Record<string, string>
}

export interface Deployment {
  id: string
  createdAt: number
  snapshot: Snapshot
}

/** What a deployment froze: later edits of the API reach no caller before the next deployment. */
export interface Snapshot {
  apiKeySource: ApiKeySource
  resources: { id: string; path: string }[]
  methods: Method[]
  authorizers: Authorizer[]
  gatewayResponses: GatewayResponse[]
}

export interface Stage {
  name: string
  deploymentId: string
  variables: Record<string, string>
  methodSettings: MethodSetting[]
  accessLog: { destinationArn: string; format: string } | null
  /** Undefined in data of versions that had no traces. */
  tracingEnabled?: boolean
  createdAt: number
  updatedAt: number
}

export interface MethodSetting {
  /** `*` or a resource's path, unescaped. */
  resourcePath: string
  /** `*` or a verb. */
  httpMethod: string
  throttle: Throttle | null
}

/** A token bucket: `rateLimit` requests per second, `burstLimit` at once. */
export interface Throttle {
  rateLimit: number
  burstLimit: number
}
