/** What API Gateway hands to a Lambda proxy integration, as far as it is read. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export interface ProxyEvent {
  /** The route's template, for example `/widgets/{id}`. */
  resource: string
  httpMethod: string
  /** Of a header that came several times, the last. */
  headers: Record<string, string | undefined> | null
  multiValueHeaders?: Record<string, string[] | undefined> | null
  queryStringParameters: Record<string, string | undefined> | null
  pathParameters: Record<string, string | undefined> | null
  requestContext: {
    requestId: string
    /** Who called the gateway, as the gateway saw it. */
    identity: { sourceIp: string }
    authorizer?: Record<string, unknown> | null
  }
  body: string | null
  isBase64Encoded: boolean
}

export interface ProxyResult {
  statusCode: number
  headers: Record<string, string>
  body: string
}

/** The part of Lambda's context that our handlers read. */
export interface LambdaContext {
  awsRequestId: string
  getRemainingTimeInMillis(): number
}
