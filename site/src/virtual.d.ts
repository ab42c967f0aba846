// What site/build.mjs puts into the bundle.
declare module 'leadwright:parts' {
  export const sampleFiles: string[];
  // In the one-file page: the parts that the folder's page fetches, as base64 of gzip.
  export const embedded: Record<string, string> | undefined;
}
