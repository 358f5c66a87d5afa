import Badge from '@cloudscape-design/components/badge'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { Copyable } from '../../shared/app/copyable.tsx'
import { When } from '../../shared/app/when.tsx'
import { allowanceTexts, entitlementLabel } from '../../shared/tiers/entitlement-label.ts'
import { limitsText } from '../../shared/tiers/limits-text.ts'
import type { Tenant } from '../models.ts'
import { TenantStatusLabel } from '../tenants/tenant-status.tsx'

const whole = new Intl.NumberFormat()

/** What a tenant is and has. */
export function TenantFacts({ tenant }: { tenant: Tenant }) {
  return (
    <Container header={<Header variant="h2">Tenant</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'State', value: <TenantStatusLabel status={tenant.status} /> },
          { label: 'Tier', value: tenant.tier },
          { label: 'Deployment', value: <Badge>{tenant.deployment.kind}</Badge> },
          { label: 'Shards', value: tenant.shards },
          { label: 'Id', value: <Copyable value={tenant.tenantId} label="the tenant's id" /> },
          { label: 'Admin', value: tenant.adminEmail },
          { label: 'Registered', value: <When at={tenant.createdAt} /> },
          { label: 'API key', value: tenant.apiKey ?? 'none yet' },
          ...siloFacts(tenant),
          ...ownLimits(tenant),
          ...tenant.formerNames.map(({ name, until }) => ({
            label: 'Former name',
            value: (
              <>
                {name}, leads here until <When at={until} />
              </>
            ),
          })),
        ]}
      />
    </Container>
  )
}

/** Where a tenant with resources of its own has them. */
function siloFacts({ deployment }: Tenant) {
  if (deployment.kind === 'pool') return []
  return [
    { label: 'Stack', value: <Copyable value={deployment.stack} label="the name of the stack" /> },
    { label: 'People', value: deployment.identity === 'own' ? 'In a user pool of its own' : 'In the shared user pool' },
  ]
}

/** Limits that are not those of the tier, and until when. */
function ownLimits({ limits, heldQuota }: Tenant) {
  return [
    ...(limits ? [{ label: 'Limits of its own', texts: ownTexts(limits), until: limits.until }] : []),
    ...(heldQuota
      ? [{ label: 'Quota left by the change of tier', texts: [whole.format(heldQuota.quota)], until: heldQuota.until }]
      : []),
  ].map(({ label, texts, until }) => ({
    label,
    value: (
      <>
        {texts.join(', ')}, until <When at={until} />
      </>
    ),
  }))
}

const ownTexts = (limits: NonNullable<Tenant['limits']>): string[] => [
  ...limitsText(limits),
  ...limits.entitlements.map(entitlementLabel),
  ...allowanceTexts(limits.allowances),
]
