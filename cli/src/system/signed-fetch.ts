import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'

/** Posts JSON to the local cloud, signed with the account's keys: they prove who asks, and do not travel. */
export async function postSigned(
  url: URL,
  body: object,
  { region, credentials }: { region: string; credentials: { accessKeyId: string; secretAccessKey: string } },
): Promise<Response> {
  const signer = new SignatureV4({ service: 'cognito-idp', region, credentials, sha256: Sha256 })
  const request = {
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const { headers } = await signer.sign(request)
  return fetch(url, { method: 'POST', headers, body: request.body })
}
