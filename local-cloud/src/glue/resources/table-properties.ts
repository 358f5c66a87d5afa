import * as z from 'zod'
import type { CatalogTable } from '../../core/faces.ts'
import { projectionFaults } from '../projection/projection.ts'

/** "For Hive compatibility, this is folded to lowercase when it is stored": Athena finds no other. */
export const Name = z
  .string()
  .regex(/^[a-z0-9_]+$/)
  .max(255)
const Parameters = z.record(z.string(), z.string())
const Column = z.strictObject({ Name: z.string(), Type: z.string().optional(), Comment: z.string().optional() })

const TableInput = z
  .strictObject({
    Name,
    Description: z.string().optional(),
    Owner: z.string().optional(),
    Retention: z.number().optional(),
    TableType: z.string().optional(),
    Parameters: Parameters.optional(),
    PartitionKeys: z.array(Column).optional(),
    StorageDescriptor: z
      .strictObject({
        Columns: z.array(Column).optional(),
        Compressed: z.boolean().optional(),
        InputFormat: z.string().optional(),
        Location: z.string().startsWith('s3://').optional(),
        OutputFormat: z.string().optional(),
        Parameters: Parameters.optional(),
        SerdeInfo: z
          .strictObject({
            Name: z.string().optional(),
            Parameters: Parameters.optional(),
            SerializationLibrary: z.string().optional(),
          })
          .optional(),
        StoredAsSubDirectories: z.boolean().optional(),
      })
      .optional(),
  })
  .check(({ value, issues }) => {
    for (const message of projectionFaults(readTable('', value)))
      issues.push({ code: 'custom', message, input: value.Parameters })
  })
type TableInput = z.infer<typeof TableInput>

export const TableProperties = z.strictObject({ CatalogId: z.string(), DatabaseName: Name, TableInput })
export type TableProperties = z.infer<typeof TableProperties>

/** A column without a type is a string: "Type: The data type of the Column", which Hive's default is for. */
const columns = (given: z.infer<typeof Column>[] = []) =>
  given.map(({ Name: name, Type: type = 'string' }) => ({ name: name.toLowerCase(), type: type.toLowerCase() }))

/** What a template says of a table. */
export function readTable(database: string, input: TableInput): CatalogTable {
  const { Columns, Location, SerdeInfo } = input.StorageDescriptor ?? {}
  return {
    database,
    name: input.Name,
    parameters: input.Parameters ?? {},
    columns: columns(Columns),
    partitionKeys: columns(input.PartitionKeys),
    location: Location,
    serde: { library: SerdeInfo?.SerializationLibrary ?? '', parameters: SerdeInfo?.Parameters ?? {} },
  }
}
