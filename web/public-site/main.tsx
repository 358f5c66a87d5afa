import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from '../shared/api/query-client.ts'
import { PublicSiteConfig, siteConfig } from '../shared/config/site-config.ts'
import { BrokenPage } from '../shared/layout/broken-page.tsx'
import { createRouter } from './router.tsx'
import { createSite, SiteProvider } from './site.tsx'
import '../shared/theme/base.css'

const root = createRoot(document.getElementById('root') as HTMLElement)
siteConfig(PublicSiteConfig).then(
  (config) =>
    root.render(
      <StrictMode>
        <QueryClientProvider client={createQueryClient()}>
          <SiteProvider value={createSite(config)}>
            <RouterProvider router={createRouter()} />
          </SiteProvider>
        </QueryClientProvider>
      </StrictMode>,
    ),
  () => root.render(<BrokenPage />),
)
