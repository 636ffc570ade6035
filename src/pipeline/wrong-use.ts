/** What the caller got wrong: an option that cannot be read. Doors answer it with exit code 2 or status 400. */
export class WrongUse extends Error {}
