import type { CatalogTable } from '../../core/faces.ts'
import { dateFault } from './date-projection.ts'

/** What a partition of each type needs. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
const NEEDS = new Map([
  ['enum', ['values']],
  ['integer', ['range']],
  ['date', ['range', 'format']],
  ['injected', []],
])

export const isProjected = ({ parameters }: Pick<CatalogTable, 'parameters'>): boolean =>
  parameters['projection.enabled'] === 'true'

/** What is said of a partition column: `type`, `range` … without their beginning. */
export function projectionOf({ parameters }: Pick<CatalogTable, 'parameters'>, column: string): Record<string, string> {
  const start = `projection.${column}.`
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value]] : [],
    ),
  )
}

/** What no query of the table would get past. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html */
export function projectionFaults(table: CatalogTable): string[] {
  if (!isProjected(table)) return []
  const template = table.parameters['storage.location.template']
  const untold = table.partitionKeys.filter(({ name }) => template !== undefined && !template.includes(`\${${name}}`))
  return [
    ...untold.map(({ name }) => `storage.location.template does not name \${${name}}`),
    ...table.partitionKeys.flatMap(({ name }) => {
      const given = projectionOf(table, name)
      const needs = NEEDS.get(given.type ?? '')
      if (!needs) return [`projection.${name}.type must be enum, integer, date or injected`]
      const missing = needs.filter((need) => given[need] === undefined)
      if (missing.length > 0) return missing.map((need) => `projection.${name}.${need} is missing`)
      const fault = given.type === 'date' ? dateFault(given) : undefined
      return fault === undefined ? [] : [`projection.${name}.${fault}`]
    }),
  ]
}
