import type { Route } from './route.ts'

/**
 * Answers whether a role may call an operation: what a page shows to whom. The authorizers decide by the same routes, so a hidden button is
 * a courtesy and never the protection.
 */
export const mayCall =
  <R extends Route<string, string>>(routes: readonly R[]) =>
  (role: RolesOf<R>, operation: R['operation']): boolean =>
    routes.some(
      (route) => route.operation === operation && (route.roles === 'public' || route.roles.some((one) => one === role)),
    )

type RolesOf<R extends Route<string, string>> = Exclude<R['roles'], 'public'>[number]
