import { createContext, useContext } from 'react'
import type { ConsoleConfig } from '../shared/config/site-config.ts'

const ConfigContext = createContext<ConsoleConfig | null>(null)
export const ConfigProvider = ConfigContext.Provider

/** Where the control plane is and where operators sign in. */
export function useConfig(): ConsoleConfig {
  const config = useContext(ConfigContext)
  if (!config) throw new Error('useConfig is called outside of the console')
  return config
}
