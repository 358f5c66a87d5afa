import { expect, test } from 'vitest'
import { CONSOLE_PAGES, PUBLIC_PAGES, routesIn } from './pages.ts'

const ANY = {
  tenantName: 'x',
  tenantId: 'x',
  product: 'x',
  order: 'x',
  registration: 'x',
  unconfirmed: 'x',
  request: 'x',
}

test.each([
  [
    'public site',
    [
      ...routesIn('public-site/router.tsx'),
      ...[
        'app/tenant-app.tsx',
        'app/people/people.tsx',
        'app/account/account.tsx',
        'app/my-data/my-data.tsx',
        'shop/shop.tsx',
      ].flatMap((file) => routesIn(`public-site/${file}`, 'app/')),
    ],
    PUBLIC_PAGES,
  ],
  [
    'operator console',
    [...routesIn('operator-console/router.tsx'), ...routesIn('operator-console/console.tsx')],
    CONSOLE_PAGES,
  ],
])('every route of the %s is in the table of pages that are looked at', (_, routes, pages) => {
  expect(routes.length).toBeGreaterThan(8)
  const shown = Object.values(pages).map((address) => routeOf(address(ANY).replace(/\?.*/, ''), routes))
  // What another router takes over is no page of its own.
  expect(routes.filter((route) => route !== 'app/*' && !shown.includes(route))).toEqual([])
})

/** As the router decides: the route with the most literal parts. */
function routeOf(path: string, routes: string[]): string | undefined {
  const matches = (route: string) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+').replace('*', '.+')}$`).test(path)
  const literals = (route: string) => route.split('/').filter((part) => !/^[:*]/.test(part)).length
  return routes.filter(matches).sort((a, b) => literals(b) - literals(a))[0]
}
