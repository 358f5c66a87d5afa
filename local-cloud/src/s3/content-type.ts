import { extname } from 'node:path'

/** The types that `aws s3 sync` gives files by their names, as far as web sites have them. */
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

export const contentTypeOf = (key: string): string => TYPES[extname(key)] ?? 'binary/octet-stream'
