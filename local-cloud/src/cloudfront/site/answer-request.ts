import type { CloudContext } from '../../core/cloud-context.ts'
import type { BillMeter, SiteObjects } from '../../core/faces.ts'
import { bucketOf } from '../distribution-config.ts'
import type { ResponseHeadersPolicyConfig } from '../response-headers-policy-config.ts'
import type { Distribution } from '../stores/distribution-store.ts'
import type { PartStore } from '../stores/part-store.ts'
import { compressed } from './compress.ts'
import { policyHeaders } from './policy-headers.ts'
import { compileFunction, type ViewerRequest } from './run-function.ts'

export interface SiteRequest extends ViewerRequest {
  ip: string
}

export interface SiteAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

export interface SiteServices {
  context: CloudContext
  parts: PartStore
  objects: SiteObjects
  meter: BillMeter
}

/** What a distribution answers: its function first, then the object of its origin, then the headers of its policy. */
export async function answerRequest(
  services: SiteServices,
  distribution: Distribution,
  request: SiteRequest,
): Promise<SiteAnswer> {
  const { ResponseHeadersPolicyId: policy = '' } = distribution.config.DefaultCacheBehavior
  const { headers, ...answer } = await fromOrigin(services, distribution, request)
  const config = services.parts.get<ResponseHeadersPolicyConfig>('response-headers-policy', policy)
  return { ...answer, headers: policyHeaders(headers, config) }
}

async function fromOrigin(
  services: SiteServices,
  distribution: Distribution,
  request: SiteRequest,
): Promise<SiteAnswer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal(403, 'This distribution is not configured to allow the HTTP request method that was used.')
  }
  const { id, config } = distribution
  const uri = routeRequest(services, distribution, request)
  const object = await services.objects.read({
    bucket: bucketOf(config),
    key: keyOf(uri === '/' ? `/${config.DefaultRootObject ?? ''}` : uri),
    service: 'cloudfront.amazonaws.com',
    sourceArn: `arn:aws:cloudfront::${services.context.accountId}:distribution/${id}`,
  })
  if (object.status !== 200) return refusal(object.status, object.code)
  const { body, contentType: type, cacheControl, etag } = object
  const accepts = request.headers['accept-encoding'] ?? ''
  const smaller = config.DefaultCacheBehavior.Compress ? compressed(body, { etag, type, accepts }) : null
  const tag = smaller ? `W/${etag}` : etag
  const headers: Record<string, string> = {
    etag: tag,
    ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
    ...(config.DefaultCacheBehavior.Compress && { vary: 'Accept-Encoding' }),
  }
  if (request.headers['if-none-match'] === tag) return { status: 304, headers, body: Buffer.alloc(0) }
  Object.assign(headers, { 'content-type': type }, smaller && { 'content-encoding': 'gzip' })
  return { status: 200, headers, body: smaller ?? body }
}

/** The address after the distribution's function. */
function routeRequest(
  { context, parts }: SiteServices,
  { id, domain, config }: Distribution,
  request: SiteRequest,
): string {
  const [association] = config.DefaultCacheBehavior.FunctionAssociations
  if (!association) return request.uri
  const edge = parts.get<{ code: string }>('function', association.FunctionARN)
  if (!edge) throw new Error(`the distribution ${id} names the function ${association.FunctionARN}, which is not there`)
  const { ip, ...viewer } = request
  const names = { distributionId: id, distributionDomainName: domain, requestId: context.ids.uuid(), ip }
  return compileFunction(edge.code)({ ...names, request: viewer })
}

function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri.slice(1))
  } catch {
    // No object has such a key.
    return uri.slice(1)
  }
}

const refusal = (status: number, message: string): SiteAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: Buffer.from(message),
})
