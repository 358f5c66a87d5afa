import { Logger } from '@aws-lambda-powertools/logger'

export type { Logger }

const SECRET_KEY = /credential|secret|password|passwd|token|authorization|cookie|api-?key(?!id)|accesskey/i
const SECRET_TEXT = [
  // A JSON web token, or what follows `Bearer`, inside any text, error messages included.
  /eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g,
  /bearer\s+[^\s"',]+/gi,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  /\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g,
]
const REDACTED = '[redacted]'

/** A JSON logger for one service. Credentials, tokens and passwords are redacted at any depth, whatever is logged. */
export function createLogger(service: string): Logger {
  return new Logger({ serviceName: service, jsonReplacerFn: redact })
}

/** Replacer of JSON.stringify: the whole value of a secret's key, and the secret part of any text. */
export function redact(key: string, value: unknown): unknown {
  if (SECRET_KEY.test(key) && value !== null && value !== undefined && typeof value !== 'boolean') return REDACTED
  if (typeof value !== 'string') return value
  return SECRET_TEXT.reduce((text, secret) => text.replace(secret, REDACTED), value)
}
