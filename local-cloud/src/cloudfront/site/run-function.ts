import { createContext, Script } from 'node:vm'
import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'

/** What a function of the event type viewer-request is given of a request. */
export interface ViewerRequest {
  method: string
  uri: string
  headers: Record<string, string>
}

export interface FunctionEvent {
  distributionId: string
  distributionDomainName: string
  requestId: string
  ip: string
  request: ViewerRequest
}

/** Long beyond what AWS allows (about a millisecond of work), so that a slow machine is never the reason. */
const TIMEOUT_MS = 1000

const Answer = z.looseObject({ uri: z.string().startsWith('/') })

/** A function's code, ready to run; throws for code that is no script. */
export function compileFunction(code: string): (event: FunctionEvent) => string {
  let script: Script
  try {
    script = new Script(`${code}\n;JSON.stringify(handler(JSON.parse(event)))`, { filename: 'cloudfront-function.js' })
  } catch (error) {
    throw new AwsError('InvalidFunctionCode', error instanceof Error ? error.message : String(error))
  }
  // A fresh context for each run: functions keep nothing, and reach nothing of this process.
  return (event) => {
    const context = createContext(
      { event: JSON.stringify(eventOf(event)) },
      { codeGeneration: { strings: false, wasm: false } },
    )
    return Answer.parse(JSON.parse(String(script.runInContext(context, { timeout: TIMEOUT_MS })))).uri
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
function eventOf({ distributionId, distributionDomainName, requestId, ip, request }: FunctionEvent): object {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, { value }])
  return {
    version: '1.0',
    context: { distributionDomainName, distributionId, eventType: 'viewer-request', requestId },
    viewer: { ip },
    request: { ...request, headers: Object.fromEntries(headers), querystring: {}, cookies: {} },
  }
}
