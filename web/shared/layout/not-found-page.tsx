import { Link } from 'react-router'
import { Brand } from './brand.tsx'
import { FocusCard, PlainPage } from './plain-page.tsx'

export function NotFoundPage() {
  return (
    <PlainPage
      home={
        <Link to="/" aria-label="Tenantry, start page">
          <Brand />
        </Link>
      }
    >
      <FocusCard title="There is no such page" lead="The address may be mistyped, or the page is gone.">
        <p className="form">
          <Link className="button button-primary" to="/">
            To the start page
          </Link>
        </p>
      </FocusCard>
    </PlainPage>
  )
}
