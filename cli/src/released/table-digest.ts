import * as z from 'zod'
import { listOf, member, ofType, type Resource, type Template } from '../lint/template.ts'

/** What CloudFormation cannot change in place of a table, or not at once, as short texts. */
export const TableDigest = z.object({
  type: z.string(),
  /** The physical name; null where CloudFormation makes one. */
  name: z.string().nullable(),
  /** `shardId:S, id:S` */
  keys: z.string(),
  /** By name: keys and projection of each global index. */
  global: z.record(z.string(), z.string()),
  local: z.record(z.string(), z.string()),
  timeToLive: z.string().nullable(),
  /** By slot: the sort of lists that lives there. */
  sorts: z.record(z.string(), z.string()),
})
export type TableDigest = z.output<typeof TableDigest>

/** The tables of all stacks, by `<stack>/<logical id>`. */
export const TablesDigest = z.record(z.string(), TableDigest)
export type TablesDigest = z.output<typeof TablesDigest>

export const digestOf = (templates: Template[]): TablesDigest =>
  Object.fromEntries(
    templates
      .flatMap((template) =>
        ofType(template, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(
          (table) => [`${template.stack}/${table.logicalId}`, digest(table)] as const,
        ),
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )

function digest({ Type, Properties, Metadata }: Resource): TableDigest {
  const types = new Map(
    listOf(Properties.AttributeDefinitions).map((one) => [member(one, 'AttributeName'), member(one, 'AttributeType')]),
  )
  const keysOf = (schema: unknown) =>
    listOf(schema)
      .map((key) => member(key, 'AttributeName'))
      .map((name) => `${String(name)}:${String(types.get(name))}`)
      .join(', ')
  const indexes = (property: unknown) =>
    Object.fromEntries(
      listOf(property).map((index) => [
        String(member(index, 'IndexName')),
        `${keysOf(member(index, 'KeySchema'))} with ${projectionOf(member(index, 'Projection'))}`,
      ]),
    )
  return {
    type: Type,
    name: textOrNull(Properties.TableName),
    keys: keysOf(Properties.KeySchema),
    global: indexes(Properties.GlobalSecondaryIndexes),
    local: indexes(Properties.LocalSecondaryIndexes),
    timeToLive: textOrNull(member(Properties.TimeToLiveSpecification, 'AttributeName')),
    sorts: z.record(z.string(), z.string()).catch({}).parse(Metadata['Tenantry::Sorts']),
  }
}

function projectionOf(projection: unknown): string {
  const included = listOf(member(projection, 'NonKeyAttributes')).map(String).sort()
  return included.length > 0 ? included.join(', ') : String(member(projection, 'ProjectionType'))
}

const textOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
