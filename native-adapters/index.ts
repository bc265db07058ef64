/** The adapters' contract version; a transcript recorded under another one is refused. */
export const ADAPTER_CONTRACT_VERSION = 1;
