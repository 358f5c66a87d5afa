import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from '../shared/api/query-client.ts'
import { ConsoleConfig, siteConfig } from '../shared/config/site-config.ts'
import { BrokenPage } from '../shared/layout/broken-page.tsx'
import { ConfigProvider } from './config.tsx'
import { createRouter } from './router.tsx'
import '../shared/theme/base.css'

const root = createRoot(document.getElementById('root') as HTMLElement)
siteConfig(ConsoleConfig).then(
  (config) =>
    root.render(
      <StrictMode>
        <QueryClientProvider client={createQueryClient()}>
          <ConfigProvider value={config}>
            <RouterProvider router={createRouter()} />
          </ConfigProvider>
        </QueryClientProvider>
      </StrictMode>,
    ),
  () => root.render(<BrokenPage />),
)
