import { type LogItem, Logger as Powertools } from '@aws-lambda-powertools/logger'
import { correlationId, currentWork } from './work.ts'

const SECRET_KEY = /credential|secret|password|passwd|token|authorization|cookie|api-?key(?!id)|accesskey/i
const SECRET_TEXT = [
  // A JSON web token, or what follows `Bearer`, inside any text, error messages included.
  /eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g,
  /bearer\s+[^\s"',]+/gi,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g,
]
const REDACTED = '[redacted]'

/** Bytes that CloudWatch Logs bills for each line besides its text. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
export const BYTES_OF_A_LINE = 26

/**
 * A logger whose lines say which work they belong to: its tenant, tier, person, request and correlation id, whatever else they say. The work
 * counts their bytes.
 */
export class Logger extends Powertools {
  readonly service: string

  constructor(service: string) {
    super({ serviceName: service, jsonReplacerFn: redact })
    this.service = service
  }

  /** Writes a line that counts itself: `logBytes` is what the work logged before, and this. */
  writeLast(attributes: object, bytesBefore: number): void {
    const rest = JSON.stringify(attributes, this.getJsonReplacer())
    const others = bytesBefore + Buffer.byteLength(`{"logBytes":,${rest.slice(1)}`) + BYTES_OF_A_LINE
    let logBytes = others
    while (logBytes !== others + String(logBytes).length) logBytes = others + String(logBytes).length
    process.stdout.write(`{"logBytes":${logBytes},${rest.slice(1)}\n`)
  }

  protected override printLog(_level: number, item: LogItem): void {
    const work = currentWork()
    if (work) item.addAttributes({ ...work.keys, ...idsOfWork() })
    item.prepareForPrint()
    const text = JSON.stringify(withoutMarks(item.getAttributes()), this.getJsonReplacer())
    if (work) work.logBytes += Buffer.byteLength(text) + BYTES_OF_A_LINE
    process.stdout.write(`${text}\n`)
  }
}

/**
 * Members by which others know their lines: a usage line, one that metrics are taken from, one of the platform. A line that a handler logs with
 * such a member would be billed or measured, so it has them in `fields`.
 */
const isMark = ([name, value]: [string, unknown]): boolean =>
  name === 'usage' || name === '_aws' || (name === 'type' && String(value).startsWith('platform.'))

function withoutMarks(attributes: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(attributes)
  const marks = entries.filter(isMark)
  if (marks.length === 0) return attributes
  return { ...Object.fromEntries(entries.filter((entry) => !isMark(entry))), fields: Object.fromEntries(marks) }
}

/** What each line says of the work; what is not known yet is left out. */
function idsOfWork(): Record<string, string> {
  const { operation, tenantId, tier, functionRequestId } = currentWork() ?? {}
  const ids = { operation, tenantId, tier, functionRequestId, correlationId: correlationId() }
  return Object.fromEntries(Object.entries(ids).filter((entry): entry is [string, string] => entry[1] != null))
}

/** A JSON logger for one service. Credentials, tokens and passwords are redacted at any depth, whatever is logged. */
export const createLogger = (service: string): Logger => new Logger(service)

/** Replacer of JSON.stringify: the whole value of a secret's key, and the secret part of any text. */
export function redact(key: string, value: unknown): unknown {
  if (SECRET_KEY.test(key) && value !== null && value !== undefined && typeof value !== 'boolean') return REDACTED
  if (typeof value !== 'string') return value
  return SECRET_TEXT.reduce((text, secret) => text.replace(secret, REDACTED), value)
}
