import { createHash } from 'node:crypto'
import type { SignedRequest } from '../../core/faces.ts'
import { type SignatureErrors, signatureErrors } from './signature-errors.ts'

/** What a request says about its signature. */
export interface Authorization {
  accessKeyId: string
  /** `<yyyymmdd>/<region>/<service>/aws4_request` */
  scope: { date: string; region: string; service: string }
  signedHeaders: string[]
  signature: string
  /** `20260101T000000Z` */
  timestamp: string
  sessionToken: string | null
  /** Of a presigned URL: seconds from the timestamp. */
  expiresIn: number | null
  errors: SignatureErrors
}

const ALGORITHM = 'AWS4-HMAC-SHA256'
const LONGEST_PRESIGNED_SECONDS = 604_800

/** Null for a request that is not signed. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html */
export function parseAuthorization(request: SignedRequest): Authorization | null {
  const header = request.headers.authorization
  if (header === undefined) {
    const query = new URLSearchParams(request.url.split('?')[1] ?? '')
    return query.has('X-Amz-Signature') ? fromQuery(request, query) : null
  }

  const fields = new Map(
    header
      .slice(ALGORITHM.length)
      .split(',')
      .map((field): [string, string] => {
        const equals = field.indexOf('=')
        return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()]
      }),
  )
  const credential = fields.get('Credential')
  const timestamp = headerOf(request, 'x-amz-date')
  const missing = [
    ...['Credential', 'Signature', 'SignedHeaders']
      .filter((name) => !header.startsWith(`${ALGORITHM} `) || !fields.get(name))
      .map((name) => `Authorization header requires '${name}' parameter.`),
    ...(timestamp ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
  ]
  const errors = signatureErrors(request, credential?.split('/')[3])
  if (missing.length > 0 || !credential || !timestamp) {
    const hash = createHash('sha256').update(header).digest('base64')
    throw errors.incomplete(`${missing.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hash}`)
  }
  return {
    ...parseCredential(credential, errors),
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
    timestamp,
    sessionToken: headerOf(request, 'x-amz-security-token'),
    expiresIn: null,
    errors,
  }
}

function fromQuery(request: SignedRequest, query: URLSearchParams): Authorization {
  const errors = signatureErrors(request, query.get('X-Amz-Credential')?.split('/')[3])
  const read = (name: string) => {
    const value = query.get(name)
    if (!value) throw errors.incomplete(`AWS query-string parameters must include '${name}'.`)
    return value
  }
  const expiresIn = Number(read('X-Amz-Expires'))
  if (read('X-Amz-Algorithm') !== ALGORITHM) throw errors.incomplete(`X-Amz-Algorithm must be ${ALGORITHM}.`)
  if (!Number.isInteger(expiresIn) || expiresIn < 0 || expiresIn > LONGEST_PRESIGNED_SECONDS) {
    throw errors.incomplete(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given value must be ≤ 604800.',
    )
  }
  return {
    ...parseCredential(read('X-Amz-Credential'), errors),
    signedHeaders: read('X-Amz-SignedHeaders').split(';'),
    signature: read('X-Amz-Signature'),
    timestamp: read('X-Amz-Date'),
    sessionToken: query.get('X-Amz-Security-Token'),
    expiresIn,
    errors,
  }
}

function parseCredential(credential: string, errors: SignatureErrors): Pick<Authorization, 'accessKeyId' | 'scope'> {
  const [accessKeyId, date, region, service, terminator, more] = credential.split('/')
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || more !== undefined) {
    throw errors.incomplete(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term',
    )
  }
  return { accessKeyId, scope: { date, region, service } }
}

export function headerOf({ headers }: SignedRequest, name: string): string | null {
  const value = headers[name]
  if (value === undefined) return null
  return typeof value === 'string' ? value : value.join(',')
}
