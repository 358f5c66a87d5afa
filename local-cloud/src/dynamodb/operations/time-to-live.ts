import validation from 'dynalite/validations/describeTable.js'
import type { Operation } from '../../core/service.ts'
import { validationException } from '../errors.ts'
import { tableAccess } from '../request/access.ts'
import { type Engine, operation } from '../request/operation.ts'
import { withTableName } from '../request/table-reference.ts'
import { type Types, validate } from '../request/validate.ts'
import { readTableName } from './describe-table.ts'

interface UpdateTimeToLiveRequest {
  TimeToLiveSpecification: { AttributeName: string; Enabled: boolean }
}

const TYPES: Types = {
  ...validation.types,
  TimeToLiveSpecification: {
    type: 'FieldStruct<TimeToLiveSpecification>',
    notNull: true,
    children: {
      AttributeName: { type: 'String', notNull: true, lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 255 },
      Enabled: { type: 'Boolean', notNull: true },
    },
  },
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive = ({ context, tables }: Engine): Operation =>
  operation({
    input: { TableName: true, TimeToLiveSpecification: { Enabled: true, AttributeName: true } },
    read(given: object) {
      const { input, reference } = withTableName(context, given)
      return { reference, data: validate<UpdateTimeToLiveRequest>(input, TYPES) }
    },
    access: ({ reference }) => tableAccess('UpdateTimeToLive', reference),
    run({ reference, data }) {
      const { AttributeName, Enabled } = data.TimeToLiveSpecification
      const current = tables.described(reference.name).definition.TimeToLive
      if (Enabled === (current !== null)) {
        throw validationException(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`)
      }
      tables.change(reference.name, { TimeToLive: Enabled ? AttributeName : null })
      return { TimeToLiveSpecification: data.TimeToLiveSpecification }
    },
  })

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = (engine: Engine): Operation =>
  operation({
    input: { TableName: true },
    read: (given: object) => readTableName(engine, given),
    access: (reference) => tableAccess('DescribeTimeToLive', reference),
    run({ name }) {
      const attribute = engine.tables.described(name).definition.TimeToLive
      return {
        TimeToLiveDescription:
          attribute === null
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
      }
    },
  })
