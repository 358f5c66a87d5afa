// Preloaded by `npm run dev` (--import): remembers which of our files this process has loaded, since a change of one needs a new process.
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const loaded = new Set<string>()

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    if (resolved.url.startsWith('file:') && !resolved.url.includes('/node_modules/')) {
      loaded.add(fileURLToPath(resolved.url))
    }
    return resolved
  },
})

/** Whether the file is a module that this process has loaded, or has tried to. */
export const isLoaded = (file: string): boolean => loaded.has(file)
