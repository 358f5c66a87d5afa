import type { CloudContext } from '../core/cloud-context.ts'
import type { Access } from '../core/service.ts'

const arn = ({ region, accountId }: Pick<CloudContext, 'region' | 'accountId'>, resource: string) =>
  `arn:aws:glue:${region}:${accountId}:${resource}`

/**
 * "If you give permission to a table, you also need to give permission to the catalog and the database", each by its own ARN.
 * https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
 */
export const onDatabase = (context: CloudContext, action: string, database: string): Access[] =>
  ['catalog', `database/${database}`].map((resource) => ({
    action: `glue:${action}`,
    resource: arn(context, resource),
  }))

export const onTable = (context: CloudContext, action: string, database: string, table: string): Access[] => [
  ...onDatabase(context, action, database),
  { action: `glue:${action}`, resource: arn(context, `table/${database}/${table}`) },
]
