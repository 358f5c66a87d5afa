import { Link } from 'react-router'
import * as urls from '../urls.ts'
import { factsOf, priceOf, type TierFacts } from './tier-facts.ts'
import { useTiers } from './use-tiers.ts'

/** The tiers, side by side. */
export function TierCards() {
  const { data, isPending, refetch } = useTiers()
  if (isPending) {
    return (
      <div className="tier-grid" aria-busy="true">
        {['a', 'b', 'c', 'd'].map((key) => (
          <div key={key} className="skeleton tier-skeleton" />
        ))}
      </div>
    )
  }
  if (!data) {
    return (
      <div className="notice notice-warning" role="alert">
        The tiers cannot be shown at the moment.{' '}
        <button type="button" className="button button-quiet" onClick={() => refetch()}>
          Try again
        </button>
      </div>
    )
  }
  return (
    <ul className="tier-grid">
      {data.map((tier) => (
        <TierCard key={tier.name} tier={tier} />
      ))}
    </ul>
  )
}

function TierCard({ tier }: { tier: TierFacts }) {
  return (
    <li className="card tier-card">
      <h3>{tier.name}</h3>
      <p className="tier-price">
        <strong>{priceOf(tier)}</strong> a month
      </p>
      <ul className="tier-facts">
        {factsOf(tier).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <Link className="button button-secondary" to={urls.signUp(tier.name)}>
        {tier.approval ? `Ask for ${tier.name}` : `Start with ${tier.name}`}
      </Link>
    </li>
  )
}
