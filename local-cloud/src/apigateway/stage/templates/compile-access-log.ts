import { createHash } from 'node:crypto'
import { AwsError } from '../../../core/aws-error.ts'
import type { CloudContext } from '../../../core/cloud-context.ts'
import type { LogWriter } from '../../../core/faces.ts'
import { loggedBytes } from '../../../core/logged-bytes.ts'
import type { Stage } from '../../stores/rest-api-config.ts'
import type { Exchange } from '../exchange.ts'
import type { StageResponse } from '../stage-request.ts'
import { compileTemplate, type Template } from './compile-template.ts'
import { LOG_VARIABLES } from './context-variables.ts'

export type AccessLog = (exchange: Exchange, response: StageResponse) => Promise<void>

/** The format must name the request, as AWS demands. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
export function compileFormat(format: string): Template {
  if (!/\$context\.(requestId|extendedRequestId)\b/.test(format)) {
    throw new AwsError(
      'BadRequestException',
      'Access log format must contain at least the following: $context.requestId or $context.extendedRequestId',
    )
  }
  return compileTemplate(format, { variables: LOG_VARIABLES, missing: '-', where: 'the access log format' })
}

/** Log group of a destination ARN, `arn:aws:logs:<region>:<account>:log-group:<name>`. */
export function logGroupOf(destinationArn: string): string {
  const group = /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(destinationArn)?.[1]
  if (!group) {
    throw new AwsError('BadRequestException', `Invalid ARN specified in the request: ${destinationArn}`)
  }
  return group
}

/** Writes one line for each request. */
export function accessLog(
  { clock, log }: CloudContext,
  logs: LogWriter,
  apiId: string,
  { name, accessLog: setting }: Stage,
): AccessLog | null {
  if (!setting) return null
  const render = compileFormat(setting.format)
  const group = logGroupOf(setting.destinationArn)
  const stream = createHash('md5').update(`${apiId}/${name}`).digest('hex')
  return async (exchange, response) => {
    const at = clock.now()
    try {
      const message = render(exchange, { response, at })
      exchange.logBytes = loggedBytes(message)
      await logs.put(group, stream, [{ timestamp: at, message }])
    } catch (error) {
      log(`apigateway: the access log ${group} takes no lines: ${error}`)
    }
  }
}
