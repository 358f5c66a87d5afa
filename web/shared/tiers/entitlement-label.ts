/** What the keys of the tiers of a new system mean, where they do not say it themselves. The landing page shows them, so no descriptor is read here. */
const LABELS: Record<string, string> = {
  'shared-resources': 'Pooled resources',
  'isolated-credentials': 'Isolation by tenant-scoped credentials',
  'own-resources': 'Resources of its own',
  'own-user-pool': 'A user pool of its own',
  'own-metrics': 'Metrics of its own',
}

export const PLATFORM_ENTITLEMENTS: readonly string[] = Object.keys(LABELS)

/** An entitlement, or what an allowance is of, in words; one that has none here is read from its key. */
export function entitlementLabel(key: string): string {
  const words = key.replaceAll('-', ' ')
  return LABELS[key] ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const whole = new Intl.NumberFormat('en')

/** Allowances with their maxima, a line each. */
export const allowanceTexts = (allowances: Record<string, number>): string[] =>
  Object.entries(allowances).map(([key, most]) => `${entitlementLabel(key)}: ${whole.format(most)}`)
