export const Wrong = (): null => null;
