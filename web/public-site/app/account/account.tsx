import { lazy } from 'react'
import * as urls from '../../urls.ts'
import type { Feature } from '../feature.ts'

const AccountPage = lazy(async () => ({ default: (await import('./account-page.tsx')).AccountPage }))
const ErrorsPage = lazy(async () => ({ default: (await import('./errors-page.tsx')).ErrorsPage }))
const ChangesPage = lazy(async () => ({ default: (await import('./changes-page.tsx')).ChangesPage }))

/** What the tenant has, uses and asks for, what failed for it, and who changed its people. Every product has it, so the app mounts this feature itself. */
export const ACCOUNT: Feature = {
  name: 'account',
  navigation: [{ text: 'Account', href: urls.account(), needs: 'getAccount' }],
  pages: [
    { path: 'account', Page: AccountPage, needs: 'getAccount' },
    { path: 'account/errors', Page: ErrorsPage, needs: 'listOwnRequests' },
    { path: 'account/changes', Page: ChangesPage, needs: 'listOwnAudit' },
  ],
}
