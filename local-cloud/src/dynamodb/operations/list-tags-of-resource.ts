import type { Operation } from '../../core/service.ts'
import { tableNotFound, validationException } from '../errors.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { tableReference } from '../request/table-reference.ts'

/** All tags of a table in one page. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const listTagsOfResource = ({ context, tables }: Engine): Operation =>
  operation({
    input: { ResourceArn: true },
    read({ ResourceArn }: { ResourceArn?: unknown }) {
      if (typeof ResourceArn !== 'string' || !ResourceArn.startsWith('arn:'))
        throw validationException('Invalid TableArn')
      return tableReference(context, ResourceArn)
    },
    access: (reference) => tableAccess('ListTagsOfResource', reference),
    run({ name }) {
      const table = tables.find(name)
      if (!table) throw tableNotFound(name)
      return { Tags: table.definition.Tags }
    },
  })
