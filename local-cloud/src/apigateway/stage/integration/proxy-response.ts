import { integrationError } from '../gateway-error.ts'
import type { StageResponse } from '../stage-request.ts'

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
const REMAPPED = new Set([
  'authorization',
  'connection',
  'date',
  'host',
  'proxy-authenticate',
  'server',
  'www-authenticate',
])
const REMOVED = new Set(['content-length', 'transfer-encoding', 'upgrade', 'trailer', 'te'])

/**
 * Turns a function's output into an answer; anything but the documented shape is "Malformed Lambda proxy response".
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function proxyResponse(payload: string): StageResponse {
  const output = parseObject(payload)
  for (const member in output) if (!MEMBERS.has(member)) throw malformed(`unknown member ${member}`)
  const { body, isBase64Encoded } = output
  if (body !== undefined && body !== null && typeof body !== 'string') throw malformed('body is not a string')
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') {
    throw malformed('isBase64Encoded is not a boolean')
  }
  const status = statusOf(output.statusCode)
  const headers = headersOf(output)
  // Without binary media types, which the local cloud does not support, AWS sends a base64 body as it stands.
  return { status, headers, body: Buffer.from(body ?? '') }
}

function parseObject(payload: string): Record<string, unknown> {
  let output: unknown
  try {
    output = JSON.parse(payload)
  } catch {
    throw malformed('it is not JSON')
  }
  if (typeof output !== 'object' || output === null || Array.isArray(output)) throw malformed('it is not an object')
  return output as Record<string, unknown>
}

function statusOf(value: unknown): number {
  if (value === undefined || value === null) return 200
  const status = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599) return status
  throw malformed(`statusCode is ${JSON.stringify(value)}`)
}

function headersOf({ headers, multiValueHeaders }: Record<string, unknown>): StageResponse['headers'] {
  const passed: StageResponse['headers'] = {}
  const set = (name: string, value: string | string[]) => {
    const lower = name.toLowerCase()
    if (REMOVED.has(lower)) return
    passed[REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name] = value
  }
  const single = objectOf(headers, 'headers')
  const multi = objectOf(multiValueHeaders, 'multiValueHeaders')
  for (const name in single) set(name, text(single[name], name))
  // A name in both counts once, with the values of multiValueHeaders.
  for (const name in multi) {
    const values = multi[name]
    if (!Array.isArray(values)) throw malformed(`multiValueHeaders.${name} is not a list`)
    set(
      name,
      values.map((value) => text(value, name)),
    )
  }
  if (!Object.keys(passed).some((name) => name.toLowerCase() === 'content-type')) {
    passed['Content-Type'] = 'application/json'
  }
  return passed
}

function objectOf(value: unknown, member: string): Record<string, unknown> {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw malformed(`${member} is not an object`)
  return value as Record<string, unknown>
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  throw malformed(`the header ${name} is not a string`)
}

const malformed = (what: string) => integrationError(502, `Malformed Lambda proxy response: ${what}`)
