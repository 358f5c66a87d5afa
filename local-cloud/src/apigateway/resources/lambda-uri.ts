import { Unsupported } from '../../core/aws-error.ts'

const LAMBDA = /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/(arn:[^/]+)\/invocations$/

/** The function that an integration's or authorizer's URI names. */
export function functionArnOf(uri: string): string {
  const arn = LAMBDA.exec(uri)?.[1]
  if (!arn) throw new Unsupported(`the integration URI ${uri}`)
  return arn
}
