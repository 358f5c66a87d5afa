import { Brand } from './brand.tsx'
import { PlainPage } from './plain-page.tsx'

/** Stands in the served document, and until a page's own part is there. */
export function LoadingPage() {
  return (
    <PlainPage home={<Brand />}>
      <main className="focus" role="status" aria-label="Loading">
        <div className="skeleton loading-card" />
      </main>
    </PlainPage>
  )
}
