import { createBrowserRouter } from 'react-router'
import { BrokenPage } from '../shared/layout/broken-page.tsx'
import { LoadingPage } from '../shared/layout/loading-page.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** The sign-in comes with the first load; the console itself when somebody is signed in. */
export const createRouter = () =>
  createBrowserRouter([
    {
      errorElement: <BrokenPage />,
      hydrateFallbackElement: <LoadingPage />,
      children: [
        { path: 'sign-in', element: <SignInPage /> },
        { path: '*', lazy: async () => ({ Component: (await import('./console.tsx')).Console }) },
      ],
    },
  ])
