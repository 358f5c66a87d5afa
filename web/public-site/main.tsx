import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from '../shared/api/query-client.ts'
import { PublicSiteConfig, siteConfig } from '../shared/config/site-config.ts'
import { BrokenPage } from '../shared/layout/broken-page.tsx'
import { createRouter } from './router.tsx'
import { createSite, SiteProvider } from './site.tsx'
import * as urls from './urls.ts'
import '../shared/theme/base.css'

const root = document.getElementById('root') as HTMLElement
siteConfig(PublicSiteConfig).then(
  (config) => {
    const site = (
      <StrictMode>
        <QueryClientProvider client={createQueryClient()}>
          <SiteProvider value={createSite(config)}>
            <RouterProvider router={createRouter()} />
          </SiteProvider>
        </QueryClientProvider>
      </StrictMode>
    )
    // The landing page came with the document (documents.tsx); the development server serves an empty one.
    if (location.pathname === urls.home() && root.hasChildNodes()) hydrateRoot(root, site)
    else createRoot(root).render(site)
  },
  () => createRoot(root).render(<BrokenPage />),
)
