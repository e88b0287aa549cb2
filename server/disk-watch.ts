import { statfs } from 'node:fs/promises';

/** Room on a disk, as the operator is told of it. */
export type Room = 'enough' | 'low' | 'full';

const EVERY_MS = 15_000;
/** PostgreSQL needs some 16 MB at a time; a day of a commune needs less than 5 MB. */
const LOW = 500_000_000;
const FULL = 50_000_000;

/** Tells the operator once when the disk with the database is nearly full, full, and free again. */
export function watchDisk(
  folder: string,
  say: (line: string) => void,
): { stop(): Promise<void>; look(): Promise<Room> } {
  let told: Room = 'enough';
  const look = async () => {
    const free = await freeBytes(folder);
    const room = free < FULL ? 'full' : free < LOW ? 'low' : 'enough';
    if (room !== told) for (const line of linesOf(room, { folder, free })) say(line);
    told = room;
    return room;
  };
  const timer = setInterval(() => void look().catch(() => undefined), EVERY_MS).unref();
  void look().catch(() => undefined);
  return { stop: async () => clearInterval(timer), look };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function linesOf(room: Room, { folder, free }: { folder: string; free: number }): string[] {
  const mb = Math.floor(free / 1_000_000);
  if (room === 'enough')
    return [
      `Ổ đĩa có ${folder} đã có chỗ trở lại (${mb} MB). Việc ghi chạy tiếp.`,
      `The disk of ${folder} has room again (${mb} MB). Writing goes on.`,
    ];
  if (room === 'low')
    return [
      `Ổ đĩa có ${folder} sắp đầy: còn ${mb} MB. Hãy dọn bớt, hoặc chuyển sang ổ lớn hơn.`,
      `The disk of ${folder} is nearly full: ${mb} MB left. Free some room, or move to a larger disk.`,
    ];
  return [
    `Ổ đĩa có ${folder} đã đầy: còn ${mb} MB. Chưa ghi thêm được; việc đã lưu vẫn còn. Hãy dọn ổ đĩa, chương trình tự chạy tiếp.`,
    `The disk of ${folder} is full: ${mb} MB left. Nothing more can be written; what was saved is safe. Free some room, and the program goes on by itself.`,
  ];
}
