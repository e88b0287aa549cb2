import type { Picture } from '@suotdoi/core/cards/model';

/** The twelve pictures as line drawings on a grid of 24, like the icons. The words beside them say the same. */
export const drawings: Readonly<Record<Picture, string>> = {
  house: 'M3 11l9-8 9 8M5 10v10h14V10M10 20v-6h4v6',
  buffalo:
    'M2 5c1 5 4 6 7 6M22 5c-1 5-4 6-7 6M9 10c-2 4-1 10 3 10s5-6 3-10zM11 17v.1M13 17v.1M10 13v.1M14 13v.1',
  lotus:
    'M12 4c-3 4-3 8 0 12 3-4 3-8 0-12zM12 16c-5 0-8-3-9-7 4 0 7 2 9 7zM12 16c5 0 8-3 9-7-4 0-7 2-9 7zM4 20h16',
  fish: 'M3 12c4-7 11-7 15 0-4 7-11 7-15 0zM18 12l4-4v8zM7 11v.1',
  hen: 'M5 9c0-3 2-5 4-5s3 2 3 4c4 0 7 1 9-2 0 7-3 11-8 11-5 0-8-3-8-8zM5 9l-3 1 3 1M8 4c0-2 2-2 3-1M11 17v4M14 17v4M8 8v.1',
  hat: 'M12 4L2 16c6 3 14 3 20 0zM7 18c1 3 9 3 10 0',
  bicycle:
    'M6 19a4 4 0 100-8 4 4 0 000 8zM18 19a4 4 0 100-8 4 4 0 000 8zM6 15l4-7h5l3 7M10 8l3 7H6M14 5h3M8 8h4',
  bamboo:
    'M10 2v20M14 2v20M10 8h4M10 15h4M14 6c3-3 6-3 7-2-1 2-4 3-7 2M10 12c-3-3-6-3-7-2 1 2 4 3 7 2',
  drum: 'M4 8c0-4 16-4 16 0v8c0 4-16 4-16 0zM4 8c0 4 16 4 16 0M8 11v8M16 11v8',
  sun: 'M12 17a5 5 0 100-10 5 5 0 000 10zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5L19 19M5 19l1.5-1.5M17.5 6.5L19 5',
  boat: 'M2 15h20l-4 6H6zM12 3v12M12 4l7 8h-7M10 6l-6 6h6',
  key: 'M8 16a5 5 0 100-8 5 5 0 000 8zM13 12h9M18 12v4M21 12v3',
};

/** In the order of core/cards/model, in which the drawings are written: a browser needs no schema for it. */
export const pictures = Object.keys(drawings) as Picture[];
