/** A text of the page that names a device. */
export const about = (words: string, device: string): string => words.replaceAll('{device}', device);
