import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import type { Page } from 'playwright-core'

/** What the addresses of pages name. */
export interface Named {
  tenantName: string
  tenantId: string
  product: string
  order: string
  registration: string
  /** A registration that waits for its code. */
  unconfirmed: string
  /** The id of a request that was served. */
  request: string
}

type Addresses = Record<string, (named: Named) => string>

/** Every page of the public site, by a name; the tenant app's need a sign-in. */
export const PUBLIC_PAGES: Addresses = {
  landing: () => '',
  'sign-up': () => 'sign-up?tier=Standard',
  'sign-up-confirm': ({ unconfirmed }) => `sign-up/${unconfirmed}`,
  'sign-up-progress': ({ registration }) => `sign-up/${registration}`,
  'sign-in': ({ tenantName }) => `sign-in?tenant=${encodeURIComponent(tenantName)}`,
  'not-found': () => 'nowhere',
  home: () => 'app',
  products: () => 'app/products',
  product: ({ product }) => `app/products/${product}`,
  'product-edit': ({ product }) => `app/products/${product}/edit`,
  'product-new': () => 'app/products/new',
  orders: () => 'app/orders',
  order: ({ order }) => `app/orders/${order}`,
  'order-edit': ({ order }) => `app/orders/${order}/edit`,
  'order-delivery-note': ({ order }) => `app/orders/${order}/delivery-note`,
  'order-new': () => 'app/orders/new',
  people: () => 'app/people',
  account: () => 'app/account',
  'account-errors': () => 'app/account/errors',
  'account-changes': () => 'app/account/changes',
  'my-data': () => 'app/my-data',
  'app-not-found': () => 'app/nowhere',
}

/** Every page of the operator console; all but the sign-in need one. */
export const CONSOLE_PAGES: Addresses = {
  'console-sign-in': () => 'sign-in',
  'console-overview': () => '',
  'console-tenants': () => 'tenants',
  'console-tenant': ({ tenantId }) => `tenants/${tenantId}`,
  'console-tenant-health': ({ tenantId }) => `tenants/${tenantId}/health`,
  'console-tenant-requests': ({ tenantId }) => `tenants/${tenantId}/requests`,
  'console-tenant-usage': ({ tenantId }) => `tenants/${tenantId}/usage`,
  'console-tenant-costs': ({ tenantId }) => `tenants/${tenantId}/costs`,
  'console-tenant-new': () => 'tenants/new',
  'console-story': ({ request }) => `stories/${request}`,
  'console-alarms': () => 'alarms',
  'console-guide': () => 'guide',
  'console-incidents': () => 'incidents',
  'console-workflows': () => 'workflows',
  'console-tiers': () => 'tiers',
  'console-tier-new': () => 'tiers/new',
  'console-tier-edit': () => 'tiers/edit/Standard',
  'console-costs': () => 'costs',
  'console-costs-by-service': () => 'costs?by=service',
  'console-costs-unallocated': () => 'costs/unallocated',
  'console-costs-margins': () => 'costs/margins',
  'console-costs-changes': () => 'costs/changes',
  'console-costs-runs': () => 'costs/runs',
  'console-cost-lines': ({ tenantId }) =>
    `costs/lines?day=${new Date().toISOString().slice(0, 10)}&service=AWSLambda&tenantId=${tenantId}`,
  'console-failed-messages': () => 'failed-messages',
  'console-operators': () => 'operators',
  'console-operator-new': () => 'operators/new',
  'console-audit': ({ tenantId }) => `audit?tenantId=${tenantId}`,
  'console-not-found': () => 'nowhere',
}

/** The routes that a router's source declares, below `prefix`. */
export function routesIn(source: string, prefix = ''): string[] {
  const text = readFileSync(join(ROOT, 'web', source), 'utf8')
  const paths = [...text.matchAll(/\bpath(?:=|: )["']([^"']+)["']/g)].map(([, path]) => `${prefix}${path}`)
  return /<Route index|index: true/.test(text) ? [prefix.replace(/\/$/, ''), ...paths] : paths
}

/** Goes to a page and waits until all of it is there. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // Skeletons and tables say that they are loading.
  await page.locator('[aria-label="Loading"], .skeleton, .skeleton-bar').first().waitFor({ state: 'detached' })
  await page.getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' })
}
