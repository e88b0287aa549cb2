/** A statement of xAPI 2.0 (IEEE 9274.1.1), with the identifier that it keeps for life. */
export interface Statement {
  readonly id: string;
  readonly actor: Who;
  readonly verb: { readonly id: string; readonly display?: LanguageMap };
  readonly object: StatementObject;
  readonly result?: object;
  readonly context?: {
    readonly registration?: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
    readonly [other: string]: unknown;
  };
  readonly timestamp?: string;
  readonly [other: string]: unknown;
}

export type LanguageMap = Readonly<Record<string, string>>;

export interface Account {
  readonly homePage: string;
  readonly name: string;
}

/** An agent or a group. */
export interface Who {
  readonly objectType?: 'Agent' | 'Group';
  readonly account?: Account;
  readonly mbox?: string;
  readonly mbox_sha1sum?: string;
  readonly openid?: string;
  readonly name?: string;
  readonly member?: readonly Who[];
}

export interface StatementObject {
  readonly objectType?: 'Activity' | 'Agent' | 'Group' | 'StatementRef' | 'SubStatement';
  readonly id?: string;
  readonly [other: string]: unknown;
}
