import Box from '@cloudscape-design/components/box'
import './page-skeleton.css'

/** The place of a page while it is on its way. */
export function PageSkeleton() {
  return (
    <Box padding={{ vertical: 'l' }}>
      <div className="page-skeleton" role="status" aria-label="Loading">
        <div className="skeleton-bar skeleton-title" />
        <div className="skeleton-bar skeleton-panel" />
      </div>
    </Box>
  )
}

/** The place of one line of text. */
export function LineSkeleton() {
  return <div className="skeleton-bar skeleton-line" aria-hidden="true" />
}
