export function bundledLicenses(folder: string): void;
