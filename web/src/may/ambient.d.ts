declare module 'virtual:may-words' {
  const words: Readonly<Record<'vi' | 'en', Readonly<Record<string, string>>>>;
  export default words;
}
declare module 'virtual:may-shell' {
  /** Addresses the service worker keeps. */
  export const SHELL: readonly string[];
  export const VERSION: string;
}
declare module 'virtual:may' {
  const built: { readonly script: string; readonly style: string; readonly worker: string };
  export default built;
}

/** Reads QR codes; Chromium on Android has it, on other systems it may be missing. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] });
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
