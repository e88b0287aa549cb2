export type { ContentFault } from './blocks.ts';
export {
  type ChannelSlot,
  channelSlots,
  channelValues,
  type WrittenChannel,
} from './channel-queries.ts';
export { type ContentReport, checkContent } from './check.ts';
export { writeChannel } from './commands/write-channel.ts';
export { type ReadCourse, readChannels, readCourses } from './course.ts';
export { readLesson } from './lesson.ts';
export {
  type Catalogue,
  type LessonPack,
  type PackedCourse,
  type PackedLesson,
  type Packs,
  packShelf,
} from './packs.ts';
export { openShelf, type Shelf, type ShelfCourse, shelf } from './shelf.ts';
export type { LessonWeight } from './weigh.ts';
