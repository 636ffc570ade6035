/** Letters and digits of ASCII, by their code unit; nothing stands for what is beyond the text. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const isSmall = (code: number): boolean => code >= 97 && code <= 122;

export const isCapital = (code: number): boolean => code >= 65 && code <= 90;

export const isLetter = (code: number): boolean => isSmall(code | 32);

export const isAlphanumeric = (code: number): boolean => isLetter(code) || isDigit(code);
