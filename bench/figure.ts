/** One measured figure beside a yardstick from the same run, printed as one JSON line. */
export interface Figure {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** What the same machine does at the same time without us, in the same unit. */
  readonly yardstick: number;
  readonly ratio: number;
}
