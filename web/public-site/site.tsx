import { createContext, useContext } from 'react'
import { apiClient } from '../shared/api/api-client.ts'
import { CONTROL_PLANE_API, type ControlPlaneClient } from '../shared/api/control-plane-api.ts'
import type { PublicSiteConfig } from '../shared/config/site-config.ts'

/** What every page of the site may use. */
export interface Site {
  controlPlane: ControlPlaneClient
}

const SiteContext = createContext<Site | null>(null)
export const SiteProvider = SiteContext.Provider

export function useSite(): Site {
  const site = useContext(SiteContext)
  if (!site) throw new Error('useSite is called outside of the site')
  return site
}

export const createSite = ({ controlPlaneApi }: PublicSiteConfig): Site => ({
  controlPlane: apiClient(CONTROL_PLANE_API, { baseUrl: controlPlaneApi }),
})
