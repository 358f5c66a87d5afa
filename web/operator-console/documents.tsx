import { renderToString } from 'react-dom/server.edge'
import { LoadingPage } from '../shared/layout/loading-page.tsx'

/** What stands in each document before any script runs. */
export function documents(): Record<string, string> {
  const loading = renderToString(<LoadingPage />)
  return { 'index.html': loading, 'page.html': loading }
}
