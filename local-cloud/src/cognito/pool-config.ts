import * as z from 'zod'

const Text = z.string()

const PasswordPolicy = z.strictObject({
  MinimumLength: z.int().min(6).max(99).default(8),
  RequireLowercase: z.boolean().default(false),
  RequireUppercase: z.boolean().default(false),
  RequireNumbers: z.boolean().default(false),
  RequireSymbols: z.boolean().default(false),
  TemporaryPasswordValidityDays: z.int().min(0).max(365).default(7),
})

const SchemaAttribute = z.strictObject({
  Name: z.string().min(1).max(20),
  AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).default('String'),
  Mutable: z.boolean().default(true),
  Required: z.boolean().default(false),
  StringAttributeConstraints: z.strictObject({ MinLength: Text.optional(), MaxLength: Text.optional() }).optional(),
  NumberAttributeConstraints: z.strictObject({ MinValue: Text.optional(), MaxValue: Text.optional() }).optional(),
})

const LambdaConfig = z.strictObject({
  /** The V1_0 form of PreTokenGenerationConfig. */
  PreTokenGeneration: Text.optional(),
  PreTokenGenerationConfig: z.strictObject({ LambdaArn: Text, LambdaVersion: z.enum(['V1_0', 'V2_0']) }).optional(),
  CustomMessage: Text.optional(),
  PostConfirmation: Text.optional(),
})

/**
 * A user pool's settings: what is honoured of
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html.
 * Members about text messages are accepted inside the templates and never read: no telephone number can be verified here.
 */
export const PoolConfig = z.strictObject({
  UserPoolName: z.string().min(1).max(128).optional(),
  UsernameAttributes: z.array(z.literal('email')).default([]),
  AliasAttributes: z.array(z.enum(['email', 'preferred_username'])).default([]),
  AutoVerifiedAttributes: z.array(z.literal('email')).default([]),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.boolean() }).default({ CaseSensitive: true }),
  Policies: z.strictObject({ PasswordPolicy: PasswordPolicy.optional() }).optional(),
  AdminCreateUserConfig: z
    .strictObject({
      AllowAdminCreateUserOnly: z.boolean().default(false),
      InviteMessageTemplate: z
        .strictObject({ EmailMessage: Text.optional(), EmailSubject: Text.optional(), SMSMessage: Text.optional() })
        .optional(),
    })
    .optional(),
  Schema: z.array(SchemaAttribute).default([]),
  LambdaConfig: LambdaConfig.default({}),
  EmailConfiguration: z
    .strictObject({
      EmailSendingAccount: z.enum(['COGNITO_DEFAULT', 'DEVELOPER']).default('COGNITO_DEFAULT'),
      From: Text.optional(),
      SourceArn: Text.optional(),
    })
    .optional(),
  AccountRecoverySetting: z
    .strictObject({
      RecoveryMechanisms: z.array(
        z.strictObject({
          Name: z.enum(['verified_email', 'verified_phone_number', 'admin_only']),
          Priority: z.int().min(1).max(2),
        }),
      ),
    })
    .optional(),
  UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
  EmailVerificationMessage: Text.optional(),
  EmailVerificationSubject: Text.optional(),
  VerificationMessageTemplate: z
    .strictObject({
      DefaultEmailOption: z.literal('CONFIRM_WITH_CODE').optional(),
      EmailMessage: Text.optional(),
      EmailSubject: Text.optional(),
      SmsMessage: Text.optional(),
    })
    .optional(),
  UserAttributeUpdateSettings: z
    .strictObject({ AttributesRequireVerificationBeforeUpdate: z.array(z.literal('email')) })
    .optional(),
  DeletionProtection: z.enum(['ACTIVE', 'INACTIVE']).default('INACTIVE'),
  MfaConfiguration: z.enum(['OFF', 'OPTIONAL', 'ON']).default('OFF'),
  EnabledMfas: z.array(z.literal('SOFTWARE_TOKEN_MFA')).default([]),
})

export type PoolConfig = z.infer<typeof PoolConfig>

export interface UserPool {
  id: string
  config: PoolConfig
  /** Milliseconds since the epoch. */
  createdAt: number
  modifiedAt: number
}

/** AWS's policy for a pool that states none. */
const DEFAULT_POLICY: z.infer<typeof PasswordPolicy> = {
  MinimumLength: 8,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
}

export type PasswordPolicy = z.infer<typeof PasswordPolicy>

export const passwordPolicyOf = ({ config }: UserPool): PasswordPolicy =>
  config.Policies?.PasswordPolicy ?? DEFAULT_POLICY

/** People sign in with their e-mail address, and Cognito makes up the user name (it is the `sub`). */
export const signsInByEmail = ({ config }: UserPool): boolean => config.UsernameAttributes.includes('email')

/** A name as the pool compares it. */
export const foldName = ({ config }: UserPool, name: string): string =>
  config.UsernameConfiguration.CaseSensitive ? name : name.toLowerCase()
