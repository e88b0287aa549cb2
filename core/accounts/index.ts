export { type Auth, authSecret, createAuth } from './auth.ts';
export { authorise, isAllowed } from './authorise.ts';
export { changePassword } from './commands/change-password.ts';
export { createAccount } from './commands/create-account.ts';
export { acceptInvitation, inviteAdministrator } from './commands/invitation.ts';
export { endSessions, setTemporaryPassword, signOutEverywhere } from './commands/keep-account.ts';
export { dropOwnAccount, linkPerson, makeOwnAccount } from './commands/own-account.ts';
export { openPersonSession } from './commands/person-session.ts';
export { grantRole, revokeRole } from './commands/roles.ts';
export { signIn, signOut } from './commands/sign-in.ts';
export { countTry, forgetTries } from './misses.ts';
export type { FirstSignIn, NewAccount, NewPassword, NewRole, SignIn } from './model.ts';
export {
  accountList,
  accountOfPerson,
  hasAdministrator,
  holdersAmong,
  type ListedAccount,
} from './queries.ts';
export {
  may,
  mayGrant,
  type Permission,
  permissionNames,
  permissions,
  roleMay,
  roles,
  scopeUnits,
} from './rules.ts';
export { actorOf, actorOfAccount, type SessionCookie } from './session.ts';
