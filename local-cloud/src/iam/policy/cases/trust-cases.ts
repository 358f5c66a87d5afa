// Who a trust policy lets in: one statement, the caller, what the caller sends, and whether the role may be assumed by the trust policy alone.
import type { ContextKeys } from '../context-lookup.ts'
import type { Caller } from '../match-principal.ts'

export interface TrustCase {
  page: string
  says: string
  statement: Record<string, unknown>
  caller: Caller
  keys: ContextKeys
  allowed: boolean
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/'
const ACCOUNT = '000000000000'
const APP_ID = 'AROAAPPAPPAPPAPPAPPAP'

const session: Caller = {
  kind: 'session',
  sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/s1`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/app`,
  roleId: APP_ID,
  accountId: ACCOUNT,
}
const service = (name: string): Caller => ({ kind: 'service', service: `${name}.amazonaws.com` })

const on =
  (page: string) =>
  (
    says: string,
    caller: Caller,
    statement: Record<string, unknown>,
    expected: 'lets in' | 'does not',
    keys: ContextKeys = {},
  ): TrustCase => ({
    page: GUIDE + page,
    says,
    caller,
    statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
    keys,
    allowed: expected === 'lets in',
  })

const principals = on('reference_policies_elements_principal.html')
const externalId = on('confused-deputy.html')
const deputy = on('confused-deputy.html#cross-service-confused-deputy-prevention')
const tags = on('id_session-tags.html')
const sessionName = on('reference_policies_iam-condition-keys.html#ck_rolesessionname')

const aws = (...AWS: string[]) => ({ Principal: { AWS } })
const lambda = { Principal: { Service: 'lambda.amazonaws.com' } }
const tenantTag = {
  ...aws(APP_ID),
  Condition: {
    Null: { 'aws:RequestTag/TenantId': 'false' },
    'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId'] },
  },
}
const tagged = (names: ContextKeys, ...keys: string[]): ContextKeys => ({ ...names, 'aws:TagKeys': keys })
const sameName = {
  ...aws(APP_ID),
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
  Condition: { StringEquals: { 'sts:RoleSessionName': '${aws:RequestTag/TenantId}' } },
}

export const TRUST_CASES: TrustCase[] = [
  principals('a role, by its id', session, aws(APP_ID), 'lets in'),
  principals('another role', session, aws('AROAOTHEROTHEROTHEROT'), 'does not'),
  principals('a session of the role', session, aws(`arn:aws:sts::${ACCOUNT}:assumed-role/app/s1`), 'lets in'),
  principals('another session of the role', session, aws(`arn:aws:sts::${ACCOUNT}:assumed-role/app/s2`), 'does not'),
  principals('one of several', session, aws('AROAOTHEROTHEROTHEROT', APP_ID), 'lets in'),
  principals('another account', session, aws('111111111111'), 'does not'),
  principals('the account alone only delegates', session, aws(ACCOUNT), 'does not'),
  principals('everyone', session, { Principal: '*' }, 'lets in'),
  principals('a service', service('lambda'), lambda, 'lets in'),
  principals('another service', service('states'), lambda, 'does not'),
  principals('a service is no role', session, lambda, 'does not'),
  principals('a role is no service', service('lambda'), aws(APP_ID), 'does not'),
  principals('another action', session, { ...aws(APP_ID), Action: 'sts:TagSession' }, 'does not'),
  principals('a denial', session, { ...aws(APP_ID), Effect: 'Deny' }, 'does not'),

  externalId(
    'the agreed id',
    session,
    { ...aws(APP_ID), Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } },
    'lets in',
    { 'sts:ExternalId': 'x1' },
  ),
  externalId(
    'another id',
    session,
    { ...aws(APP_ID), Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } },
    'does not',
    { 'sts:ExternalId': 'x2' },
  ),
  externalId('no id', session, { ...aws(APP_ID), Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } }, 'does not'),
  deputy(
    'the account of the resource',
    service('lambda'),
    { ...lambda, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } },
    'lets in',
    { 'aws:SourceAccount': ACCOUNT },
  ),
  deputy(
    'the resource of another account',
    service('lambda'),
    { ...lambda, Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } } },
    'does not',
    { 'aws:SourceAccount': '111111111111' },
  ),

  tags(
    'the tag that must come',
    session,
    tenantTag,
    'lets in',
    tagged({ 'aws:RequestTag/TenantId': 't1' }, 'TenantId'),
  ),
  tags('no tag', session, tenantTag, 'does not'),
  tags('another tag', session, tenantTag, 'does not', tagged({ 'aws:RequestTag/Tier': 'x' }, 'Tier')),
  tags(
    'one tag too many',
    session,
    tenantTag,
    'does not',
    tagged({ 'aws:RequestTag/TenantId': 't1', 'aws:RequestTag/Tier': 'x' }, 'TenantId', 'Tier'),
  ),
  sessionName('the name that the tag says', session, sameName, 'lets in', {
    'aws:RequestTag/TenantId': 't1',
    'sts:RoleSessionName': 't1',
  }),
  sessionName('another name', session, sameName, 'does not', {
    'aws:RequestTag/TenantId': 't1',
    'sts:RoleSessionName': 't2',
  }),
  sessionName('a name without the tag', session, sameName, 'does not', { 'sts:RoleSessionName': 't2' }),
]
