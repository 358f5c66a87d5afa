import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { SSMClient } from '@aws-sdk/client-ssm'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { mailClient, sesMails } from '@tenantry/toolkit/mails.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersToTenants } from '@tenantry/toolkit/tenant-answers.ts'
import { committing } from '@tenantry/toolkit/tenant-outbox.ts'
import { addressBook } from '../people/address-book.ts'
import { invitationLimits } from '../people/invitation-limits.ts'
import { membershipStore } from '../people/membership-store.ts'
import { poolPeople } from '../people/people.ts'
import { peopleAudit } from '../people/people-audit.ts'
import { signInLink } from '../people/sign-in-link.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { askControlPlane } from './ask-control-plane.ts'
import { endSessions } from './end-sessions.ts'
import { Env } from './env.ts'
import { getAccount } from './get-account.ts'
import { getMe } from './get-me.ts'
import { getUser } from './get-user.ts'
import { inviteUser } from './invite-user.ts'
import { listOfAccount } from './list-of-account.ts'
import { listUsers } from './list-users.ts'
import { memberStore } from './member-store.ts'
import { removeUser } from './remove-user.ts'
import { replaceRequest } from './replace-request.ts'
import { replaceUser } from './replace-user.ts'
import { resendInvitation } from './resend-invitation.ts'
import { USERS } from './service.ts'
import { signOutEverywhere } from './sign-out-everywhere.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('users')
const addresses = table(dynamo(), env.ADDRESSES_TABLE)
const people = poolPeople(new CognitoIdentityProviderClient({}), {
  userPoolId: env.USER_POOL_ID,
  // Whether a person belongs elsewhere is no tenant's business: this one question goes to the index under the function's own role.
  memberships: membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE)),
  addresses: addressBook(addresses, system),
})
const bus = eventBridge()
const send = tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, env.NEWS_SOURCE, [event]))
const announce = relay(send, logger)
const commitEntries = committing(env.OUTBOX_TABLE, announce)
const audit = peopleAudit(env.AUDIT_TABLE, 'users', system)
const services = {
  membersOf: memberStore(env.MEMBERSHIPS_TABLE, {
    commitEntries,
    audit,
    cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
    system,
  }),
  people,
  endSessions: endSessions(
    dynamo(),
    { people: env.PEOPLE_TABLE, outbox: env.OUTBOX_TABLE },
    { audit, announce, system },
  ),
  ask: askControlPlane(new LambdaClient({})),
  limits: invitationLimits(addresses, env, system),
  sendMail: sesMails(mailClient(), env.MAIL_FROM),
  signInLink: signInLink(new SSMClient({}), env.SITE_URL_PARAMETER, system),
  system,
  logger,
}

export const handler = apiHandler({
  routes: USERS.routes,
  service: 'users',
  operations: {
    listUsers: listUsers(services),
    inviteUser: inviteUser(services),
    resendInvitation: resendInvitation(services),
    getUser: getUser(services),
    replaceUser: replaceUser(services),
    removeUser: removeUser(services),
    getMe: getMe(services),
    signOutEverywhere: signOutEverywhere(services),
    getAccount: getAccount(services),
    listOwnUsage: listOfAccount(services, 'usage'),
    listOwnRequests: listOfAccount(services, 'requests'),
    listOwnAudit: listOfAccount(services, 'audit'),
    listOwnCosts: listOfAccount(services, 'costs'),
    replaceRequest: replaceRequest(services),
  },
  answers: answersToTenants(env.IDEMPOTENCY_TABLE, 'people'),
  logger,
})
