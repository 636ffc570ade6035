/** A string that only its own module makes, so that an article's id cannot be passed where a story's is wanted. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
