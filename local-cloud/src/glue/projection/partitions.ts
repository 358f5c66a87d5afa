import { Unsupported } from '../../core/aws-error.ts'
import type { CatalogTable, TablePartitions } from '../../core/faces.ts'
import { escaped } from './date-format.ts'
import { dateProjection } from './date-projection.ts'
import { isProjected, projectionOf } from './projection.ts'

/**
 * The partitions of a table. Those that are projected are not listed: a file's key says which one it is in, and whether the projection has it.
 * Throws for what is not here.
 */
export function partitionsOf(table: CatalogTable, now: number): TablePartitions {
  const { partitionKeys, location = '' } = table
  const own = place(location)
  // No partition was ever added to one whose partitions are not projected.
  if (partitionKeys.length > 0 && !isProjected(table)) return { ...own, valuesOf: () => undefined }
  if (partitionKeys.length === 0) return { ...own, valuesOf: () => [] }
  const template =
    table.parameters['storage.location.template'] ??
    `${location.replace(/\/?$/, '/')}${partitionKeys.map(({ name }) => `${name}=\${${name}}`).join('/')}`
  const { bucket, prefix } = place(template)
  const projections = new Map(partitionKeys.map(({ name }) => [name, projection(projectionOf(table, name), name, now)]))
  const order: string[] = []
  const pattern = prefix.replace(/\$\{([^}]*)\}|[^$]+|\$/g, (part, name: string | undefined) => {
    if (name === undefined) return escaped(part)
    const column = projections.get(name)
    if (!column) throw new Unsupported(`\${${name}} in a storage.location.template`)
    order.push(name)
    return `(${column.pattern})`
  })
  const keys = new RegExp(`^${pattern}`)
  return {
    bucket,
    prefix: prefix.split('${')[0] ?? '',
    valuesOf(key) {
      const found = keys.exec(key)
      if (!found) return undefined
      const values = partitionKeys.map(({ name }) => found[order.indexOf(name) + 1] ?? '')
      return partitionKeys.every(({ name }, index) => projections.get(name)?.has(values[index] ?? ''))
        ? values
        : undefined
    },
  }
}

function projection(given: Record<string, string>, column: string, now: number) {
  if (given.type === 'date') return dateProjection(given, now)
  if (given.type !== 'enum') throw new Unsupported(`the projection ${given.type} of the partition column ${column}`)
  const values = new Set((given.values ?? '').split(',').map((value) => value.trim()))
  return { pattern: [...values].map((value) => escaped(value)).join('|'), has: (text: string) => values.has(text) }
}

/** A location is a folder, with a slash at its end or without. */
function place(location: string): { bucket: string; prefix: string } {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? []
  return { bucket, prefix: prefix === '' ? '' : prefix.replace(/\/?$/, '/') }
}
