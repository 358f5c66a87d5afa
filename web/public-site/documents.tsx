import { QueryClientProvider } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server.edge'
import { MemoryRouter } from 'react-router'
import { createQueryClient } from '../shared/api/query-client.ts'
import { LoadingPage } from '../shared/layout/loading-page.tsx'
import { LandingPage } from './landing/landing-page.tsx'
import { SiteProvider } from './site.tsx'

/** What stands in each document before any script runs. The landing page is there whole, but for what it asks of the service. */
export const documents = (): Record<string, string> => ({
  'index.html': renderToString(
    <QueryClientProvider client={createQueryClient()}>
      <SiteProvider value={{ controlPlane: () => Promise.reject(new Error('nothing is asked at build time')) }}>
        <MemoryRouter>
          <LandingPage />
        </MemoryRouter>
      </SiteProvider>
    </QueryClientProvider>,
  ),
  'page.html': renderToString(<LoadingPage />),
})
