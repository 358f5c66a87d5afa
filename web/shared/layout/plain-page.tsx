import type { ReactNode } from 'react'
import { ThemeButton } from '../theme/theme-button.tsx'
import './plain-page.css'

/** A page without Cloudscape: the brand above, the theme's switch, and what `actions` adds beside it. */
export function PlainPage({ home, actions, children }: { home: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="page">
      <header className="page-header">
        {home}
        <nav aria-label="Main">
          {actions}
          <ThemeButton />
        </nav>
      </header>
      {children}
    </div>
  )
}

/** A narrow card in the middle of a page: one thing to do. */
export function FocusCard({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <main className="focus">
      <section className="card focus-card">
        <h1>{title}</h1>
        {lead && <p className="focus-lead">{lead}</p>}
        {children}
      </section>
    </main>
  )
}
