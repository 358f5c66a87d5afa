import { SIGNED_IN_DAYS } from '@tenantry/contracts/timing.ts'
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  UserPool,
  type UserPoolClient,
  type UserPoolClientOptions,
  UserPoolEmail,
  type UserPoolProps,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'

interface UserPoolOptions {
  /** The verified SES identity that its mails come from. Cognito's own sender is limited to about 50 mails a day. */
  mailFrom: string
  /** @default Cognito's text */
  invitation?: UserPoolProps['userInvitation']
}

/** A user pool where people sign in by e-mail, are created by others, and hold no attribute that means a tenant, a role or a tier. */
export function userPool(scope: Construct, id: string, { mailFrom, invitation }: UserPoolOptions): UserPool {
  return new UserPool(scope, id, {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    // Claims in the access token need Essentials.
    featurePlan: FeaturePlan.ESSENTIALS,
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    // Cognito sends by its service-linked role: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
    email: UserPoolEmail.withSES({ fromEmail: mailFrom, sesRegion: Stack.of(scope).region }),
    ...(invitation && { userInvitation: invitation }),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}

/** The browser's client: SRP only, no secret, rotating refresh tokens. The attributes that a person may write are listed, or all would be. */
export function browserClient(
  pool: UserPool,
  id: string,
  options: Pick<UserPoolClientOptions, 'authSessionValidity'> = {},
): UserPoolClient {
  return pool.addClient(id, {
    ...options,
    authFlows: { userSrp: true },
    generateSecret: false,
    preventUserExistenceErrors: true,
    disableOAuth: true,
    accessTokenValidity: Duration.minutes(15),
    idTokenValidity: Duration.minutes(60),
    refreshTokenValidity: Duration.days(SIGNED_IN_DAYS),
    refreshTokenRotationGracePeriod: Duration.seconds(60),
    enableTokenRevocation: true,
    readAttributes: new ClientAttributes().withStandardAttributes({
      email: true,
      emailVerified: true,
      locale: true,
      timezone: true,
    }),
    writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true, timezone: true }),
  })
}

/** Cognito's endpoint for browsers. Pages are told it, rather than deriving it from the Region. https://docs.aws.amazon.com/general/latest/gr/cognito_identity.html */
export function identityEndpoint(scope: Construct): string {
  const { region, urlSuffix } = Stack.of(scope)
  return `https://cognito-idp.${region}.${urlSuffix}/`
}
