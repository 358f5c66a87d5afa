import type { HttpRequest } from '../../core/cloud-service.ts'
import type { ConfigStore } from '../stores/config-store.ts'

/** Where a request to a custom domain leads. */
export interface DomainTarget {
  apiId: string
  stageName: string
  /** What follows the base path, still percent-encoded, with its leading slash. */
  path: string
  /** Without `?`, still encoded. */
  query: string
  domain: MatchedDomain
}

export interface MatchedDomain {
  name: string
  /** The base path that matched; empty for the root's. */
  basePath: string
}

/** A domain of which no base path matches. */
export type Unmapped = 'unmapped'

const LOCAL = /^\/domains\/([a-z0-9.-]+)(\/[^?]*|(?=\?|$))(?:\?(.*))?$/
const SPLIT = /^([^?]*)(?:\?(.*))?$/

/** What stands for `https://<domain>` on loopback, for clients that do not resolve its name. */
export const localDomain = (endpoint: string, name: string): string => `${endpoint}/domains/${name}`

/**
 * By the Host header, or below `/domains/<name>`. Undefined for a request to no custom domain.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function domainRoute(config: Pick<ConfigStore, 'get'>) {
  return (request: Pick<HttpRequest, 'url' | 'headers'>): DomainTarget | Unmapped | undefined => {
    const [, local, localPath = '', localQuery = ''] = LOCAL.exec(request.url) ?? []
    if (local !== undefined && config.get('domain-name', '', local)) return target(config, local, localPath, localQuery)
    const host = request.headers.host?.[0]?.replace(/:\d+$/, '').toLowerCase()
    if (host === undefined || !config.get('domain-name', '', host)) return undefined
    const [, path = '', query = ''] = SPLIT.exec(request.url) ?? []
    return target(config, host, path, query)
  }
}

function target(config: Pick<ConfigStore, 'get'>, name: string, path: string, query: string): DomainTarget | Unmapped {
  const [first = '', ...rest] = path.slice(1).split('/')
  const mapping = config.get('base-path-mapping', name, first)
  if (mapping && first !== '') return to(mapping.basePath, rest)
  if (config.get('base-path-mapping', name, '')) return to('', path === '' ? [] : path.slice(1).split('/'))
  return 'unmapped'

  function to(basePath: string, segments: string[]): DomainTarget | Unmapped {
    const found = config.get('base-path-mapping', name, basePath)
    if (!found) return 'unmapped'
    const [stageName = '', ...after] = found.stage === null ? segments : [found.stage, ...segments]
    return { apiId: found.apiId, stageName, path: `/${after.join('/')}`, query, domain: { name, basePath } }
  }
}
