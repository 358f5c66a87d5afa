import fc from 'fast-check'

/** One thing that a tenant does. Numbers choose among what there is at that moment; `foreign` chooses among what is another tenant's. */
export type Command =
  | { does: 'create-product'; price: number; stock: number }
  | { does: 'replace-product'; pick: number; price: number; stock: number; foreign: boolean }
  | { does: 'delete-product' | 'get-product' | 'get-order' | 'delete-order'; pick: number; foreign: boolean }
  | { does: 'place-order'; picks: number[]; quantity: number; foreign: boolean }
  | { does: 'replace-order'; pick: number; picks: number[]; quantity: number; foreign: boolean }
  | { does: 'list-products' | 'list-orders'; limit: number; foreign: boolean }
  | { does: 'list-users' | 'get-me' | 'get-user' | 'change-user' | 'remove-user'; foreign: boolean }

const pick = fc.nat({ max: 5 })
const foreign = fc.boolean()
const price = fc.integer({ min: 0, max: 1000 })
const stock = fc.integer({ min: 0, max: 6 })
const quantity = fc.integer({ min: 1, max: 4 })
const picks = fc.array(pick, { minLength: 1, maxLength: 3 })
const limit = fc.integer({ min: 1, max: 4 })
const one = <const D extends string>(...names: D[]) => fc.constantFrom(...names)

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: one('create-product'), price, stock }) },
  { weight: 2, arbitrary: fc.record({ does: one('replace-product'), pick, price, stock, foreign }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: one('delete-product', 'get-product', 'get-order', 'delete-order'), pick, foreign }),
  },
  { weight: 4, arbitrary: fc.record({ does: one('place-order'), picks, quantity, foreign }) },
  { weight: 3, arbitrary: fc.record({ does: one('replace-order'), pick, picks, quantity, foreign }) },
  { weight: 4, arbitrary: fc.record({ does: one('list-products', 'list-orders'), limit, foreign }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: one('list-users', 'get-me', 'get-user', 'change-user', 'remove-user'), foreign }),
  },
)
