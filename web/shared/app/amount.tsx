import { dollarsText, exactDollars, type Picodollars } from './dollars.ts'
import './amount.css'

/** An amount of money as people read it; pointing at it shows all of its digits. */
export function Amount({ of }: { of: Picodollars }) {
  return (
    <span className="amount" title={`$${exactDollars(of)}`}>
      {dollarsText(of)}
    </span>
  )
}
