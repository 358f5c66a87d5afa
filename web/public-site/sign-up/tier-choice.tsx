import { useId } from 'react'
import { priceOf } from '../landing/tier-facts.ts'
import { useTiers } from '../landing/use-tiers.ts'
import './tier-choice.css'

/** The tiers as radio buttons. */
export function TierChoice(props: { value: string; error: string | undefined; onChange(tier: string): void }) {
  const id = useId()
  const { data, isPending, refetch } = useTiers()
  return (
    <fieldset className="field tier-choice" aria-describedby={`${id}-error`}>
      <legend>Tier</legend>
      {isPending && <div className="skeleton tier-choice-skeleton" />}
      {!isPending && !data && (
        <div className="notice notice-warning" role="alert">
          The tiers cannot be shown.{' '}
          <button type="button" className="button button-quiet" onClick={() => refetch()}>
            Try again
          </button>
        </div>
      )}
      {data?.map((tier) => (
        <label key={tier.name} className="tier-option">
          <input
            type="radio"
            name={id}
            value={tier.name}
            checked={props.value === tier.name}
            onChange={() => props.onChange(tier.name)}
          />
          <span>
            <strong>{tier.name}</strong>
            <span className="field-hint">
              {tier.approval ? 'Approved by an operator' : `${tier.rate} requests a second`}
            </span>
          </span>
          <span className="tier-option-price">{priceOf(tier)}</span>
        </label>
      ))}
      <div className="field-error" id={`${id}-error`} aria-live="polite">
        {props.error}
      </div>
    </fieldset>
  )
}
