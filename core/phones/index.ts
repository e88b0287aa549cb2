export { endDevice, letInByAccount, letInByCard } from './commands/let-in.ts';
export type { EveningNote } from './commands/take-evening.ts';
export { takeFile } from './commands/take-file.ts';
export { type Told, takeParcel } from './commands/take-parcel.ts';
export type { DeviceKeys } from './device.ts';
export { type PhoneHome, phoneHome, type Roster, type RosterRow, roster } from './queries.ts';
