// How policies of several types combine. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
import type { PolicyType } from '../evaluate.ts'

type Says = 'allow' | 'deny' | 'nothing'

export interface PolicySetCase {
  identity: Says[]
  boundary?: Says
  session?: Says
  /** A resource policy, and how it names the caller. */
  resource?: { says: Says; names: 'session' | 'role' | 'account' | 'nobody'; trust?: boolean }
  expected: 'allowed' | `${'explicit' | 'implicit'} ${PolicyType}`
}

const resource = (says: Says, names: 'session' | 'role' | 'account' | 'nobody') => ({ says, names })
const trust = (says: Says, names: 'session' | 'role' | 'account' | 'nobody') => ({ says, names, trust: true })

export const POLICY_SET_CASES: PolicySetCase[] = [
  { identity: [], expected: 'implicit identity-based policy' },
  { identity: ['allow'], expected: 'allowed' },
  { identity: ['nothing', 'allow'], expected: 'allowed' },
  { identity: ['allow', 'deny'], expected: 'explicit identity-based policy' },
  { identity: ['allow'], boundary: 'allow', expected: 'allowed' },
  { identity: ['allow'], boundary: 'nothing', expected: 'implicit permissions boundary' },
  { identity: ['allow'], boundary: 'deny', expected: 'explicit permissions boundary' },
  { identity: ['nothing'], boundary: 'allow', expected: 'implicit identity-based policy' },
  { identity: ['allow'], session: 'allow', expected: 'allowed' },
  { identity: ['allow'], session: 'nothing', expected: 'implicit session policy' },
  { identity: ['allow'], session: 'deny', expected: 'explicit session policy' },
  { identity: ['nothing'], session: 'allow', expected: 'implicit identity-based policy' },
  { identity: ['allow'], boundary: 'allow', session: 'nothing', expected: 'implicit session policy' },
  { identity: ['nothing'], resource: resource('allow', 'role'), expected: 'allowed' },
  { identity: ['nothing'], resource: resource('allow', 'session'), expected: 'allowed' },
  { identity: ['nothing'], resource: resource('allow', 'account'), expected: 'implicit identity-based policy' },
  { identity: ['nothing'], resource: resource('allow', 'nobody'), expected: 'implicit identity-based policy' },
  { identity: ['allow'], resource: resource('deny', 'role'), expected: 'explicit resource-based policy' },
  { identity: ['allow'], resource: resource('deny', 'account'), expected: 'explicit resource-based policy' },
  { identity: ['allow'], resource: resource('deny', 'nobody'), expected: 'allowed' },
  { identity: ['deny'], resource: resource('allow', 'session'), expected: 'explicit identity-based policy' },
  // A role's ARN is limited by boundary and session policy, a session's is not.
  { identity: [], boundary: 'nothing', resource: resource('allow', 'role'), expected: 'implicit permissions boundary' },
  { identity: [], session: 'nothing', resource: resource('allow', 'role'), expected: 'implicit session policy' },
  {
    identity: [],
    boundary: 'nothing',
    session: 'nothing',
    resource: resource('allow', 'session'),
    expected: 'allowed',
  },
  // A trust policy must allow: identity policies alone open no role.
  { identity: ['allow'], resource: trust('nothing', 'role'), expected: 'implicit role trust policy' },
  { identity: ['allow'], resource: trust('allow', 'nobody'), expected: 'implicit role trust policy' },
  { identity: ['allow'], resource: trust('allow', 'account'), expected: 'allowed' },
  { identity: ['nothing'], resource: trust('allow', 'account'), expected: 'implicit identity-based policy' },
  { identity: ['nothing'], resource: trust('allow', 'role'), expected: 'allowed' },
  { identity: ['allow'], resource: trust('deny', 'role'), expected: 'explicit role trust policy' },
]
