/// <reference types="vite/client" />

declare module 'virtual:cloudscape-theme.css'
