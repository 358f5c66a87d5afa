import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A program that the dependencies brought. */
export const bin = (name: string): string => join(ROOT, 'node_modules', '.bin', name)
