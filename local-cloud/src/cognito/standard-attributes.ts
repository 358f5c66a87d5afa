/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
export const STANDARD = [
  'address',
  'birthdate',
  'email',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'picture',
  'preferred_username',
  'profile',
  'updated_at',
  'website',
  'zoneinfo',
]

/** What Cognito keeps about them itself. */
export const VERIFIED = ['email_verified', 'phone_number_verified']
