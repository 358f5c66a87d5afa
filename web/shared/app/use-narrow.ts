import { useSyncExternalStore } from 'react'

const NARROW = matchMedia('(max-width: 640px)')

/** Whether the window is too narrow for a table's columns. */
export const useNarrow = (): boolean => useSyncExternalStore(watch, () => NARROW.matches)

function watch(changed: () => void): () => void {
  NARROW.addEventListener('change', changed)
  return () => NARROW.removeEventListener('change', changed)
}
