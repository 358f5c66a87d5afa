import type { Deployed } from '../../core/resource-type.ts'

/** Things inside an API are known by both ids; `Ref` gives their own. */
export const childOf = (apiId: string, id: string): Pick<Deployed, 'physicalId' | 'ref'> => ({
  physicalId: `${apiId}/${id}`,
  ref: id,
})

/** The API's id and the thing's own. */
export function idsOf({ physicalId }: Pick<Deployed, 'physicalId'>): [apiId: string, id: string] {
  const slash = physicalId.indexOf('/')
  return [physicalId.slice(0, slash), physicalId.slice(slash + 1)]
}
