import type { IncomingMessage } from 'node:http'
import type { EndpointResponse } from './protocols/protocol.ts'

// What browsers' SDK clients (Amplify among them) ask for.
const HEADERS = [
  'authorization',
  'cache-control',
  'content-type',
  'pragma',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-target',
  'x-amz-user-agent',
]

/** Cognito's endpoint may be called from any page, as on AWS; no other service answers a foreign origin. */
export async function cors(
  message: IncomingMessage,
  answer: () => Promise<EndpointResponse>,
): Promise<EndpointResponse> {
  const preflight = message.method === 'OPTIONS' && message.headers['access-control-request-method'] !== undefined
  const cognito = String(message.headers['x-amz-target'] ?? '').startsWith('AWSCognitoIdentityProviderService.')
  if (!preflight && !cognito) return answer()
  const allowed = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType',
  }
  if (preflight) {
    return {
      status: 204,
      headers: {
        ...allowed,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': HEADERS.join(','),
        'access-control-max-age': '600',
      },
      body: '',
    }
  }
  const { headers, ...rest } = await answer()
  return { ...rest, headers: { ...headers, ...allowed } }
}
