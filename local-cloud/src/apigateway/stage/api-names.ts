import type { ConfigStore } from '../stores/config-store.ts'

/** Names of APIs by their ids, read once after each change of the configuration. */
export function apiNames(config: Pick<ConfigStore, 'get' | 'revision'>): (apiId: string) => string {
  let names = new Map<string, string>()
  let revision = -1
  return (apiId) => {
    if (revision !== config.revision()) {
      revision = config.revision()
      names = new Map()
    }
    const name = names.get(apiId) ?? config.get('rest-api', '', apiId)?.name ?? apiId
    names.set(apiId, name)
    return name
  }
}
