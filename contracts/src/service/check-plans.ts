import { allowancesOf, type Entitlement, entitlementsOf, MAX_PLAN_KEY, PLAN_KEY } from './entitlement.ts'
import type { Service } from './service.ts'

/** What is wrong with what services ask of plans, one sentence each. */
export function wrongPlans(services: readonly Service[]): string[] {
  const asked: Entitlement[] = [...entitlementsOf(services), ...allowancesOf(services)]
  const keys = asked.map(({ key }) => key)
  return [
    ...keys
      .filter((key) => !PLAN_KEY.test(key) || key.length > MAX_PLAN_KEY)
      .map((key) => `The entitlement "${key}" must be lower case with hyphens, at most ${MAX_PLAN_KEY} characters`),
    ...new Set(
      keys
        .filter((key, at) => keys.indexOf(key) !== at)
        .map((key) => `The entitlement ${key} is declared twice: export it, and import it from the descriptor`),
    ),
    ...services.flatMap(({ routes }) =>
      routes.flatMap(({ operation, uses }) =>
        uses && uses.per !== 'month'
          ? [`${operation} uses ${uses.key}, which is not counted by the month: its code must count`]
          : [],
      ),
    ),
    ...services.flatMap(({ routes }) =>
      routes.flatMap(({ operation, roles, entitlement, uses }) =>
        roles === 'public' && (entitlement || uses) ? [`${operation} is public, so no tenant's plan is known`] : [],
      ),
    ),
  ]
}
