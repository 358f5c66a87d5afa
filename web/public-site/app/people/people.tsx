import { lazy } from 'react'
import * as urls from '../../urls.ts'
import type { Feature } from '../feature.ts'

const PeoplePage = lazy(async () => ({ default: (await import('./people-page.tsx')).PeoplePage }))

/** The people of a tenant. Every product has them, so the app mounts this feature itself. */
export const PEOPLE: Feature = {
  name: 'people',
  navigation: [{ text: 'People', href: urls.people(), needs: 'listUsers' }],
  pages: [{ path: 'people', Page: PeoplePage, needs: 'listUsers' }],
  home: {
    firstSteps: [
      {
        text: 'Invite your team',
        action: 'Invite somebody',
        href: urls.people(),
        async isDone(api, signal) {
          const { items } = await api('listUsers', { query: { limit: 2 } }, { signal })
          return items.length > 1
        },
      },
    ],
  },
}
