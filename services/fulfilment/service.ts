import { defineService } from '@tenantry/contracts/service/service.ts'
import { on } from '@tenantry/contracts/service/tenant-table.ts'
import { ORDER, ORDER_PLACED } from '../orders/service.ts'

export const FULFILMENT = defineService({
  name: 'fulfilment',
  description: 'Fulfils orders of the sample shop after they were placed',
  worker: {
    consumes: [ORDER_PLACED],
    needs: [on(ORDER, 'GetItem', 'UpdateItem')],
  },
})
