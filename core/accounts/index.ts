export { authorise } from './authorise.ts';
export {
  may,
  type Permission,
  permissionNames,
  permissions,
  roleMay,
  roles,
  scopeUnits,
} from './rules.ts';
