import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { configurationOf } from '../function-record.ts'
import type { LambdaServices } from '../lambda-services.ts'

// Answers hold at most 50 functions, whatever MaxItems asks for.
const MAX_ITEMS = 50
const Input = z.strictObject({
  Marker: z.string().optional(),
  MaxItems: z.coerce.number().int().min(1).max(10_000).default(MAX_ITEMS),
})

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions = ({ functions }: Pick<LambdaServices, 'functions'>): Operation =>
  parsedOperation({
    http: { method: 'GET', path: '/2015-03-31/functions' },
    access: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
    input: Input,
    run({ Marker, MaxItems }) {
      const all = functions.list().filter(({ name }) => Marker === undefined || name > Marker)
      const items = all.slice(0, Math.min(MaxItems, MAX_ITEMS))
      return {
        Functions: items.map(configurationOf),
        ...(items.length < all.length && { NextMarker: items.at(-1)?.name }),
      }
    },
  })
