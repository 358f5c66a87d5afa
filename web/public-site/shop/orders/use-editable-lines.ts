import type { OrderView } from '@tenantry/services/orders/service.ts'
import { ApiProblem } from '../../../shared/api/api-problem.ts'
import { useSession } from '../../app/session/session.tsx'
import type { LineValues } from './line-values.ts'

/** Reads what lines of an order may become: each with the quantity that it may grow to. For a deleted product, that is the quantity ordered before. */
export function useEditableLines(): (lines: OrderView['lines'], currency: string) => Promise<LineValues[]> {
  const { api } = useSession()
  return (lines, currency) =>
    Promise.all(
      lines.map(async ({ productId, productName, quantity, price }) => {
        const product = await api('getProduct', { params: { id: productId } }).catch((problem: unknown) => {
          if (problem instanceof ApiProblem && problem.code === 'NOT_FOUND') return null
          throw problem
        })
        const available = quantity + (product?.stock ?? 0)
        return {
          key: productId,
          product: { id: productId, name: productName, price, currency, available },
          quantity: String(quantity),
        }
      }),
    )
}
