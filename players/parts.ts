/** The parts of a lesson in their order. */
export const parts = ['why', 'steps', 'practice', 'check', 'share', 'stuck'] as const;
export type Part = (typeof parts)[number];
