/** The largest JSON, document or line taken, in bytes. */
export const LARGEST = 5_000_000;
