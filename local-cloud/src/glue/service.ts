import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Catalog } from '../core/faces.ts'
import { partitionsOf } from './projection/partitions.ts'
import { databaseType } from './resources/database.ts'
import { tableType } from './resources/table.ts'
import { catalogStore } from './stores/catalog-store.ts'

/** Glue's catalogue: databases and tables of files, which Athena reads. Only templates write it. */
export function glueService({ context }: { context: CloudContext }) {
  const catalog = catalogStore(context.database)
  return {
    name: 'glue',
    resourceTypes: [databaseType({ context, catalog }), tableType({ context, catalog })],
    catalog: {
      hasDatabase: catalog.hasDatabase,
      table: catalog.table,
      partitions: (table) => partitionsOf(table, context.clock.now()),
    },
  } satisfies CloudService & { catalog: Catalog }
}
