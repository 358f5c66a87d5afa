import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { AwsError } from '../../core/aws-error.ts'
import type { Clock } from '../../core/clock.ts'
import type { SignedRequest } from '../../core/faces.ts'
import { canonicalRequest, sha256 } from './canonical-request.ts'
import type { Authorization } from './parse-authorization.ts'
import { payloadHash } from './payload-hash.ts'
import { hmac } from './signing-key.ts'

const MINUTE_MS = 60_000
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const SKEW_MINUTES = 5
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
const S3_SKEW_MINUTES = 15
/** Signed at us-east-1 wherever the caller is. */
const GLOBAL_SERVICES = new Set(['iam', 'sts'])

/** Throws what AWS answers when the signature, its time, its scope or its headers are wrong. */
export function verifySignature(
  request: SignedRequest,
  authorization: Authorization,
  { key, clock, region }: { key: KeyObject; clock: Pick<Clock, 'now' | 'leapt'>; region: string },
): void {
  checkScope(authorization, region)
  checkTime(authorization, clock)
  checkSignedHeaders(request, authorization)
  const { scope, timestamp, signature } = authorization
  const stringToSign = [
    'AWS4-HMAC-SHA256',
    timestamp,
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    sha256(canonicalRequest(request, authorization, payloadHash(request, authorization))),
  ].join('\n')
  const expected = hmac(key, stringToSign)
  const given = Buffer.from(signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw authorization.errors.mismatch()
}

function checkScope({ scope, timestamp, errors }: Authorization, region: string): void {
  if (!timestamp.startsWith(scope.date)) {
    throw errors.mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    )
  }
  if (scope.region !== region && !(scope.region === 'us-east-1' && GLOBAL_SERVICES.has(scope.service))) {
    throw errors.mismatch(`Credential should be scoped to a valid region, not '${scope.region}'. `)
  }
}

function checkTime({ scope, timestamp, expiresIn, errors }: Authorization, clock: Pick<Clock, 'now' | 'leapt'>): void {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp) ?? []
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(signedAt)) throw errors.incomplete(`Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`)
  const minutes = scope.service === 's3' ? S3_SKEW_MINUTES : SKEW_MINUTES
  const now = clock.now()
  const latest = now + minutes * MINUTE_MS
  if (signedAt > latest) {
    throw errors.skewed(
      `Signature not yet current: ${timestamp} is still later than ${basic(latest)} (${basic(now)} + ${minutes} min.)`,
    )
  }
  if (expiresIn !== null) {
    if (now > signedAt + expiresIn * 1000) throw new AwsError('AccessDenied', 'Request has expired', 403)
    return
  }
  const earliest = now - minutes * MINUTE_MS
  // A call that was under way while the clock was put forward is as young as it was.
  if (signedAt < earliest && signedAt < earliest - (clock.leapt?.(minutes * MINUTE_MS) ?? 0)) {
    throw errors.skewed(
      `Signature expired: ${timestamp} is now earlier than ${basic(earliest)} (${basic(now)} - ${minutes} min.)`,
    )
  }
}

/** `host` and every `x-amz-` header must be signed: what is not could be changed on the way. */
function checkSignedHeaders({ headers }: SignedRequest, { signedHeaders, errors }: Authorization): void {
  const required = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  const unsigned = required.find((name) => !signedHeaders.includes(name))
  if (unsigned) throw errors.mismatch(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`)
}

const basic = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
