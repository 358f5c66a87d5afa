import fc from 'fast-check'

/** One thing that a tenant does. Numbers choose among what there is at that moment; `foreign` chooses what is another tenant's. */
export type Command =
  | { does: 'call'; route: number; pick: number; picks: number[]; values: number[]; foreign: boolean }
  | { does: 'list'; route: number; limit: number; foreign: boolean }
  | { does: 'list-users' | 'get-me' | 'get-user' | 'change-user' | 'remove-user'; foreign: boolean }

const route = fc.nat({ max: 1000 })
const foreign = fc.boolean()
const small = (max: number) => fc.array(fc.nat({ max }), { minLength: 1, maxLength: 4 })

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('call' as const),
      route,
      pick: fc.nat({ max: 5 }),
      picks: small(5),
      values: small(6),
      foreign: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('list' as const), route, limit: fc.integer({ min: 1, max: 4 }), foreign }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('list-users', 'get-me', 'get-user', 'change-user', 'remove-user' as const),
      foreign,
    }),
  },
)
