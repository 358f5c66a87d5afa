/// <reference types="vite/client" />

declare module 'virtual:cloudscape-theme.css'
declare module 'virtual:operations-guide' {
  export const html: string
}
