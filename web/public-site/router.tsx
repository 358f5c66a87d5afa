import { createBrowserRouter, Outlet, ScrollRestoration } from 'react-router'
import { BrokenPage } from '../shared/layout/broken-page.tsx'
import { LoadingPage } from '../shared/layout/loading-page.tsx'
import { NotFoundPage } from '../shared/layout/not-found-page.tsx'
import { LandingPage } from './landing/landing-page.tsx'

/** The landing page comes with the first load; everything else when somebody goes there. */
export const createRouter = () =>
  createBrowserRouter([
    {
      element: (
        <>
          <Outlet />
          <ScrollRestoration />
        </>
      ),
      errorElement: <BrokenPage />,
      hydrateFallbackElement: <LoadingPage />,
      children: [
        { index: true, element: <LandingPage /> },
        { path: 'sign-up', lazy: async () => ({ Component: (await import('./sign-up/sign-up-page.tsx')).SignUpPage }) },
        {
          path: 'sign-up/:registrationId',
          lazy: async () => ({ Component: (await import('./sign-up/progress-page.tsx')).ProgressPage }),
        },
        { path: 'sign-in', lazy: async () => ({ Component: (await import('./sign-in/sign-in-page.tsx')).SignInPage }) },
        { path: 'app/*', lazy: async () => ({ Component: (await import('./app/tenant-app.tsx')).TenantApp }) },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ])
