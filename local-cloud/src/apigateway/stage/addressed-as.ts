import type { Exchange } from './exchange.ts'

/** What a request's address says, by the API's own host or by a custom domain. */
export interface Address {
  domainName: string
  domainPrefix: string
  /** As the client sent it: with the stage, or with the base path. */
  fullPath: string
  /** Of a proxy event: the stage is not part of it, a base path is. */
  eventPath: string
  basePath: string | null
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function addressOf({ request, stage }: Pick<Exchange, 'request' | 'stage'>): Address {
  const { path, domain } = request
  if (!domain) {
    const { domainName, apiId } = stage
    return { domainName, domainPrefix: apiId, fullPath: `/${stage.name}${path}`, eventPath: path, basePath: null }
  }
  const { name, basePath } = domain
  const full = basePath === '' ? path : `/${basePath}${path === '/' ? '' : path}`
  const [domainPrefix = ''] = name.split('.')
  return { domainName: name, domainPrefix, fullPath: full, eventPath: full, basePath }
}
