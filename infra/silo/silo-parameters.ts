import { NO_CONSOLE_URL } from '@tenantry/contracts/alarm-description.ts'
import { CfnParameter } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** What whoever makes a silo says of it; each with its longest value, which limits are counted with. */
const PARAMETERS = {
  TenantId: { description: 'The one tenant', allowedPattern: '[a-z0-9]{12}', maxLength: 12 },
  DirectoryTable: { description: 'The table in which all places find tenants', maxLength: 128 },
  ExportsBucket: { description: 'The bucket in which the exports of all tenants are', maxLength: 63 },
  ToolkitLayer: { description: 'The layer version that the functions of this release were built with', maxLength: 256 },
  MailFrom: { description: 'Sender of mails to people of the tenant: a verified SES identity', maxLength: 320 },
  ApiDomain: { description: "The host of all tenants' APIs", maxLength: 253 },
  ConsoleUrl: { description: 'Where the operator console is', maxLength: 255, default: NO_CONSOLE_URL },
  SharedUserPoolId: { description: 'The user pool of the people, who stay where they were', maxLength: 55 },
  SharedClientId: { description: 'Its client', maxLength: 128 },
  MembershipsTable: { description: 'The table of the memberships of those people', maxLength: 128 },
  PeopleTable: { description: 'The table that says since when sessions of people are valid', maxLength: 128 },
  PeopleAuthorizer: { description: 'The function that decides about routes of people', maxLength: 170 },
  UsersFunction: { description: 'The function of the people of a tenant', maxLength: 170 },
  MyTenantsFunction: { description: 'The function of the tenants of a person', maxLength: 170 },
  MyDataFunction: { description: 'The function that shows a person what is stored of them', maxLength: 170 },
  MyAccountFunction: { description: 'The function that ends the account of a person', maxLength: 170 },
  ExportsFunction: { description: 'The function of the exports of a tenant', maxLength: 170 },
} as const
export type SiloParameter = keyof typeof PARAMETERS

/** A parameter of a silo's template, which is there when it is read. */
export const siloParameter = (scope: Construct, name: SiloParameter): string => {
  const found = scope.node.tryFindChild(name)
  return (found instanceof CfnParameter ? found : new CfnParameter(scope, name, PARAMETERS[name])).valueAsString
}
