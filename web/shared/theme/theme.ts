import { useSyncExternalStore } from 'react'

export type ThemeName = 'light' | 'dark'

/** `theme.js` has set it before the first paint. */
const current = (): ThemeName => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')

/** Documents are made before anybody chose. */
const builtFor = (): ThemeName => 'light'

/** The theme of this page, and the way to the other one, which this browser remembers. */
export function useTheme(): { theme: ThemeName; toggle(): void } {
  const theme = useSyncExternalStore(watch, current, builtFor)
  return { theme, toggle: () => choose(theme === 'dark' ? 'light' : 'dark') }
}

function choose(theme: ThemeName): void {
  localStorage.setItem('tenantry.theme', theme)
  document.documentElement.dataset.theme = theme
}

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
