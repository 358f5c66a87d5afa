import { Link } from 'react-router'
import { Brand } from '../../shared/layout/brand.tsx'
import { PlainPage } from '../../shared/layout/plain-page.tsx'
import * as urls from '../urls.ts'
import { TierCards } from './tier-cards.tsx'
import './landing-page.css'

const REASONS = [
  {
    title: 'Your own walls',
    text: 'Every request carries credentials that open your data alone. Another tenant’s item is not hidden from you: it is out of reach.',
  },
  {
    title: 'Your own pace',
    text: 'Rate, burst and quota are counted for you alone. A noisy neighbour spends his own allowance, never yours.',
  },
  {
    title: 'Your own people',
    text: 'Invite colleagues as admins or users, change or withdraw their role in a moment, and work in several tenants with one account.',
  },
]

/** What the product is, what it costs, and the way in. */
export function LandingPage() {
  return (
    <PlainPage
      home={
        <Link to={urls.home()} aria-label="Tenantry, start page">
          <Brand />
        </Link>
      }
      actions={
        <>
          <a className="button button-quiet landing-wide" href="#tiers">
            Tiers
          </a>
          <Link className="button button-quiet" to={urls.signIn()}>
            Sign in
          </Link>
        </>
      }
    >
      <title>Tenantry: products, orders and people in one calm place</title>
      <main className="landing">
        <section className="hero">
          <div>
            <h1>Run your shop’s back office in a place of its own</h1>
            <p>
              Catalogue, orders and stock for your team, ready a minute after you sign up, and kept apart from everybody
              else’s by design.
            </p>
            <div className="hero-actions">
              <Link className="button button-primary" to={urls.signUp()}>
                Sign up
              </Link>
              <Link className="button button-secondary" to={urls.signIn()}>
                Sign in to your tenant
              </Link>
            </div>
          </div>
          <HeroPicture />
        </section>
        <section className="reasons" aria-label="Why Tenantry">
          {REASONS.map(({ title, text }) => (
            <div key={title}>
              <h2>{title}</h2>
              <p>{text}</p>
            </div>
          ))}
        </section>
        <section className="tiers" id="tiers" aria-labelledby="tiers-title">
          <h2 id="tiers-title">Pick the tier that fits</h2>
          <p>Every tier is the whole product. They differ in pace and in how you are set apart.</p>
          <TierCards />
        </section>
      </main>
      <footer className="landing-footer">
        <span>Tenantry is open source under the Apache License 2.0.</span>
      </footer>
    </PlainPage>
  )
}

/** Three tenants on one foundation, each behind its own walls. */
function HeroPicture() {
  return (
    <svg className="hero-picture" viewBox="0 0 420 320" aria-hidden="true">
      <rect x="24" y="244" width="372" height="44" rx="12" className="hero-base" />
      <rect x="48" y="262" width="150" height="8" rx="4" className="hero-line" />
      {[40, 156, 272].map((x, at) => (
        <g key={x} className={at === 1 ? 'hero-tenant hero-tenant-own' : 'hero-tenant'}>
          <rect x={x} y={at === 1 ? 60 : 92} width="108" height={at === 1 ? 168 : 136} rx="14" />
          <rect x={x + 18} y={at === 1 ? 84 : 116} width="44" height="8" rx="4" className="hero-line" />
          <rect x={x + 18} y={at === 1 ? 108 : 140} width="72" height="22" rx="6" className="hero-block" />
          <rect x={x + 18} y={at === 1 ? 138 : 170} width="72" height="22" rx="6" className="hero-block" />
          {at === 1 && <rect x={x + 18} y="168" width="72" height="22" rx="6" className="hero-accent" />}
        </g>
      ))}
    </svg>
  )
}
