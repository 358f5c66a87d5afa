import { Brand } from './brand.tsx'
import { FocusCard, PlainPage } from './plain-page.tsx'

/** When a page cannot be shown at all: its parts or its configuration did not arrive, or it has a fault. */
export function BrokenPage() {
  return (
    <PlainPage
      home={
        <a href="/" aria-label="Tenantry, start page">
          <Brand />
        </a>
      }
    >
      <FocusCard title="This page did not load" lead="Your connection may be down, or a new version was just released.">
        <p className="form">
          <button type="button" className="button button-primary" onClick={() => location.reload()}>
            Load it again
          </button>
        </p>
      </FocusCard>
    </PlainPage>
  )
}
