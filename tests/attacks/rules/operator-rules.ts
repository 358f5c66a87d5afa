import type { RouteRule } from './route-rule.ts'

const tenants: RouteRule['ids'] = {
  own: ({ attacker }) => attacker.config.tenantId,
  standing: ({ attacker }) => attacker.config.tenantId,
  foreign: () => 'zzzzzzzzzzzz',
  otherKind: ({ attacker }) => attacker.goods.productId,
}

let names = 0

/** How each operation of the control plane is called rightfully. Operators own every tenant: what is foreign to them does not exist. */
export const OPERATOR_RULES: Record<string, RouteRule> = {
  register: {
    body: ({ run }) => ({
      tenantName: `Rightful ${run} ${++names}`,
      email: `rightful-${names}-${run}@new.example`,
      tier: 'Basic',
    }),
  },
  getRegistration: {
    ids: {
      own: ({ registrationId }) => registrationId,
      standing: ({ registrationId }) => registrationId,
      foreign: () => `reg_${'z'.repeat(26)}`,
      otherKind: ({ attacker }) => attacker.config.tenantId,
    },
  },
  getTenantConfig: { query: ({ attacker }) => `?name=${encodeURIComponent(attacker.config.name)}` },
  listTiers: {},
  listTenants: {},
  getTenant: { ids: tenants },
  getOpenApi: {},
}
