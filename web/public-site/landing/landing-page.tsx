import { Link } from 'react-router'
import { Brand } from '../../shared/layout/brand.tsx'
import { PlainPage } from '../../shared/layout/plain-page.tsx'
import * as urls from '../urls.ts'
import { TierCards } from './tier-cards.tsx'
import './landing-page.css'

const REASONS = [
  {
    title: 'Your own data',
    text: 'Every request carries credentials that give access to your tenant’s data and nothing else.',
  },
  {
    title: 'Your own limits',
    text: 'Rate, burst and quota are counted for each tenant. What other tenants use never counts against yours.',
  },
  {
    title: 'Your own people',
    text: 'Invite colleagues as admins or users, change or revoke their access at any time, and work in several tenants with one account.',
  },
]

/** What the product is, what it costs, and where to sign up. A team replaces its texts with those of its product. */
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
      <title>Tenantry: your team’s data, isolated by design</title>
      <main className="landing">
        <section className="hero">
          <div>
            <h1>Your team’s data, isolated by design</h1>
            <p>
              Sign up, and your tenant is ready in about a minute: with its own people, its own limits, and data that no
              other tenant can reach.
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
          <h2 id="tiers-title">Choose a tier</h2>
          <p>Every tier includes the whole product. Tiers differ in rate limits and isolation.</p>
          <TierCards />
        </section>
      </main>
      <footer className="landing-footer">
        <span>Tenantry is open source under the Apache License 2.0.</span>
      </footer>
    </PlainPage>
  )
}

/** Three tenants on one foundation. */
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
