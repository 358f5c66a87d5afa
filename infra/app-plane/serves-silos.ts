import { SILO_STAGE_NAME } from '@tenantry/contracts/deployment.ts'
import type { Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { AppPlaneData } from './data.ts'
import type { SharedPeople } from './people.ts'

/**
 * Lets silos whose people stay in the pool have them served by the functions of the pool: API Gateway may call these for any silo's API, in one permission each, as the
 * policy of a function has 20 kB. Answers what their templates ask for, as JSON.
 */
export function servesSilos(
  stack: Stack,
  { data, functions }: { data: AppPlaneData; functions: SharedPeople['functions'] },
): string {
  const api = (path: string) => stack.formatArn({ service: 'execute-api', resource: '*', resourceName: path })
  const principal = new ServicePrincipal('apigateway.amazonaws.com')
  const { authorizer, ...ofRoutes } = functions
  authorizer.addPermission('Silos', { principal, sourceArn: api('authorizers/*') })
  for (const fn of Object.values(ofRoutes))
    fn.addPermission('Silos', { principal, sourceArn: api(`${SILO_STAGE_NAME}/*`) })
  return stack.toJsonString({
    MembershipsTable: data.memberships.tableName,
    PeopleTable: data.people.tableName,
    PeopleAuthorizer: authorizer.functionArn,
    UsersFunction: ofRoutes.users.functionArn,
    MyTenantsFunction: ofRoutes.myTenants.functionArn,
    MyDataFunction: ofRoutes.myData.functionArn,
    MyAccountFunction: ofRoutes.myAccount.functionArn,
    ExportsFunction: ofRoutes.exports.functionArn,
  })
}
