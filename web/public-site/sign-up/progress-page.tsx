import { useQuery } from '@tanstack/react-query'
import { CODE_MINUTES } from '@tenantry/contracts/sign-up.ts'
import { Link, useLocation, useParams } from 'react-router'
import { ApiProblem } from '../../shared/api/api-problem.ts'
import { Brand } from '../../shared/layout/brand.tsx'
import { FocusCard, PlainPage } from '../../shared/layout/plain-page.tsx'
import { useSite } from '../site.tsx'
import * as urls from '../urls.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { ProgressSteps } from './progress-steps.tsx'
import type { SignUpState } from './sign-up-page.tsx'

const POLL_MS = 1000
/** While it waits for someone, who may act elsewhere. */
const POLL_FOR_PEOPLE_MS = 15_000

/** A sign-up: the code, then the onboarding step by step, until the invitation is on its way. Its address can be kept and opened again. */
export function ProgressPage() {
  const { registrationId = '' } = useParams()
  const state = useLocation().state as SignUpState | null
  const { controlPlane } = useSite()
  const { data, error, refetch } = useQuery({
    queryKey: ['registration', registrationId],
    queryFn: ({ signal }) => controlPlane('getRegistration', { params: { id: registrationId } }, { signal }),
    refetchInterval: ({ state: { data, error } }) => {
      if (error instanceof ApiProblem && error.code === 'NOT_FOUND') return false
      if (data?.status === 'active' || data?.status === 'failed') return false
      return data?.status === 'awaiting-approval' || data?.status === 'unconfirmed' ? POLL_FOR_PEOPLE_MS : POLL_MS
    },
  })
  const name = state?.values.tenantName
  const isGone = error instanceof ApiProblem && error.code === 'NOT_FOUND'
  return (
    <PlainPage
      home={
        <Link to={urls.home()} aria-label="Tenantry, start page">
          <Brand />
        </Link>
      }
    >
      <title>Your sign-up · Tenantry</title>
      {isGone ? (
        <FocusCard
          title="This sign-up is over"
          lead={`There is no such sign-up, or its code has expired after ${CODE_MINUTES} minutes.`}
        >
          <div className="form">
            <Link className="button button-primary" to={urls.signUp()} state={state}>
              Sign up again
            </Link>
          </div>
        </FocusCard>
      ) : data?.status === 'unconfirmed' ? (
        <FocusCard
          title="Confirm your address"
          lead={`We sent a code to ${state?.values.email ?? 'your e-mail address'}. It is valid for ${CODE_MINUTES} minutes.`}
        >
          <ConfirmForm registrationId={registrationId} state={state} onConfirmed={refetch} />
        </FocusCard>
      ) : data?.status === 'active' ? (
        <FocusCard title="Check your mail" lead={`${name ?? 'Your tenant'} is ready.`}>
          <div className="form">
            <p>
              The invitation{state && ` to ${state.values.email}`} carries a temporary password. Sign in with it and
              choose one of your own.
            </p>
            <Link className="button button-primary" to={urls.signIn(name === undefined ? {} : { tenant: name })}>
              Sign in
            </Link>
          </div>
        </FocusCard>
      ) : (
        <FocusCard
          title={data?.status === 'failed' ? 'That did not work' : 'Preparing your tenant'}
          lead={
            data?.status === 'awaiting-approval'
              ? 'An operator looks at every request for this tier. You get a mail.'
              : name
          }
        >
          <div className="form" aria-live="polite">
            {data ? <ProgressSteps registration={data} /> : !error && <div className="skeleton progress-skeleton" />}
            {error && data === undefined && (
              <div className="notice notice-error" role="alert">
                The progress cannot be shown at the moment; the work goes on.
                <button type="button" className="button button-quiet" onClick={() => refetch()}>
                  Try again
                </button>
              </div>
            )}
            {data?.status === 'failed' && (
              <>
                <div className="notice notice-error" role="alert">
                  {data.reason} Nothing is left of what was begun, and nothing is charged. The operators can see what
                  went wrong.
                </div>
                <Link className="button button-primary" to={urls.signUp()} state={state}>
                  Sign up again
                </Link>
              </>
            )}
          </div>
        </FocusCard>
      )}
    </PlainPage>
  )
}
