/** Tags of this service's resources. */
export const meaninglessTags = { Tags: 'nothing on a laptop reads the tags of API Gateway resources' }
