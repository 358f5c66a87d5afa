import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'

export type FunctionNames = ReturnType<typeof functionNames>

const IDENTIFIER =
  /^(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$/

/** Names and ARNs of functions and layers. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestSyntax */
export function functionNames({ region, accountId }: Pick<CloudContext, 'region' | 'accountId'>) {
  const arn = (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`
  const own = new RegExp(
    `^(?:arn:aws:lambda:${region}:)?(?:${accountId}:)?(?:function:)?([\\w-]{1,64})(?::(\\$LATEST|[\\w-]+))?$`,
  )
  return {
    arn,

    layerVersionArn: (name: string, version: number) =>
      `arn:aws:lambda:${region}:${accountId}:layer:${name}:${version}`,

    /** The name in a name, an ARN or a partial ARN. Only `$LATEST` exists. */
    parse(identifier: string, qualifier?: string): string {
      if (!IDENTIFIER.test(identifier)) {
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value '${identifier}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${IDENTIFIER.source.slice(1, -1)}`,
        )
      }
      const match = own.exec(identifier)
      const version = match?.[2] ?? qualifier ?? '$LATEST'
      if (!match?.[1] || version !== '$LATEST') {
        const name = match?.[1] ?? identifier
        const suffix = version === '$LATEST' ? '' : `:${version}`
        throw notFound(identifier.startsWith('arn:') ? identifier : `${arn(name)}${suffix}`)
      }
      return match[1]
    },
  }
}

export const notFound = (functionArn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404, { Type: 'User' })
