import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { AccountTier } from '@tenantry/contracts/tenant-account.ts'
import { useState } from 'react'
import { allowanceTexts, entitlementLabel } from '../../../shared/tiers/entitlement-label.ts'
import { limitsText } from '../../../shared/tiers/limits-text.ts'
import { AskForTierDialog } from './ask-for-tier-dialog.tsx'

/** The tenant's tier, and a way to ask for another one. */
export function TierSection({ tier, offered }: { tier: AccountTier; offered: AccountTier[] }) {
  const [isAsking, setAsking] = useState(false)
  const others = offered.filter(({ name }) => name !== tier.name)
  const has = [...tier.entitlements.map(entitlementLabel), ...allowanceTexts(tier.allowances)]
  const elsewhere = lackedOf(tier, others)
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={others.length > 0 && <Button onClick={() => setAsking(true)}>Ask for another tier</Button>}
        >
          Tier
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Tier', value: tier.name },
          { label: 'Requests', value: limitsText(tier).map((text) => <div key={text}>{text}</div>) },
          {
            label: 'Has',
            value: has.length === 0 ? '—' : has.map((text) => <div key={text}>{text}</div>),
          },
          ...(elsewhere.length > 0
            ? [{ label: 'Other tiers have', value: elsewhere.map((text) => <div key={text}>{text}</div>) }]
            : []),
        ]}
      />
      {isAsking && <AskForTierDialog others={others} onClose={() => setAsking(false)} />}
    </Container>
  )
}

/** What other tiers have that this one does not, with their names. */
function lackedOf(tier: AccountTier, others: readonly AccountTier[]): string[] {
  const lacked = new Set(others.flatMap(({ entitlements }) => entitlements))
  for (const key of tier.entitlements) lacked.delete(key)
  return [...lacked].map((key) => {
    const names = others.filter(({ entitlements }) => entitlements.includes(key)).map(({ name }) => name)
    return `${entitlementLabel(key)} (${names.join(', ')})`
  })
}
