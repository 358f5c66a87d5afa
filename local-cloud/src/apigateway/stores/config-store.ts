import type { DatabaseSync } from 'node:sqlite'
import type { BasePathMapping, DomainName } from './domain-name.ts'
import type { Authorizer, Deployment, GatewayResponse, Method, Resource, RestApi, Stage } from './rest-api-config.ts'

interface Kinds {
  'rest-api': RestApi
  resource: Resource
  /** By `<resource id>/<verb>`. */
  method: Method
  authorizer: Authorizer
  'gateway-response': GatewayResponse
  deployment: Deployment
  /** By name. */
  stage: Stage
  'domain-name': DomainName
  /** Of a domain name, which stands where an API's id does; by base path. */
  'base-path-mapping': BasePathMapping
}

export type Kind = keyof Kinds

/** The configuration of all REST APIs. */
export interface ConfigStore {
  get<K extends Kind>(kind: K, apiId: string, id: string): Kinds[K] | undefined
  /** Of one API, or of all, in the order of their creation. */
  list<K extends Kind>(kind: K, apiId?: string): Kinds[K][]
  put<K extends Kind>(kind: K, apiId: string, id: string, value: Kinds[K]): void
  remove(kind: Kind, apiId: string, id: string): void
  /** The API with all that belongs to it. */
  removeApi(apiId: string): void
  /** Changes with every write: what was compiled under another revision is stale. */
  revision(): number
}

export function configStore(database: DatabaseSync): ConfigStore {
  database.exec(`CREATE TABLE IF NOT EXISTS apigateway_config (
    sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, api_id TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (kind, api_id, id))`)
  const get = database.prepare('SELECT body FROM apigateway_config WHERE kind = ? AND api_id = ? AND id = ?')
  const list = database.prepare('SELECT body FROM apigateway_config WHERE kind = ? AND api_id = ? ORDER BY sequence')
  const listAll = database.prepare('SELECT body FROM apigateway_config WHERE kind = ? ORDER BY sequence')
  const put = database.prepare(`INSERT INTO apigateway_config (kind, api_id, id, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (kind, api_id, id) DO UPDATE SET body = excluded.body`)
  const remove = database.prepare('DELETE FROM apigateway_config WHERE kind = ? AND api_id = ? AND id = ?')
  const removeApi = database.prepare('DELETE FROM apigateway_config WHERE api_id = ?')
  let revision = 0
  const parse = <K extends Kind>(row: unknown): Kinds[K] => JSON.parse((row as { body: string }).body)

  return {
    get: <K extends Kind>(kind: K, apiId: string, id: string) => {
      const row = get.get(kind, apiId, id)
      return row && parse<K>(row)
    },
    list: <K extends Kind>(kind: K, apiId?: string) =>
      (apiId === undefined ? listAll.all(kind) : list.all(kind, apiId)).map(parse<K>),
    put(kind, apiId, id, value) {
      put.run(kind, apiId, id, JSON.stringify(value))
      revision++
    },
    remove(kind, apiId, id) {
      remove.run(kind, apiId, id)
      revision++
    },
    removeApi(apiId) {
      removeApi.run(apiId)
      revision++
    },
    revision: () => revision,
  }
}
