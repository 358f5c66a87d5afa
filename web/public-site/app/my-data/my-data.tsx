import { lazy } from 'react'
import * as urls from '../../urls.ts'
import type { Feature } from '../feature.ts'

const MyDataPage = lazy(async () => ({ default: (await import('./my-data-page.tsx')).MyDataPage }))

/** What is stored of a person, for the person: to take along, and to delete. */
export const MY_DATA: Feature = {
  name: 'my-data',
  navigation: [{ text: 'Your data', href: urls.myData(), needs: 'exportMe' }],
  pages: [{ path: 'my-data', Page: MyDataPage, needs: 'exportMe' }],
}
